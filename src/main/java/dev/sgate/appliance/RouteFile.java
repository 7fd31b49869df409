package dev.sgate.appliance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.app.BeansDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceSupport;
import org.apache.camel.xml.in.ModelParser;
import org.apache.camel.xml.io.XmlPullParserException;
import org.apache.camel.xml.io.XmlPullParserLocationException;
import org.apache.camel.xml.io.util.XmlStreamDetector;
import org.apache.camel.xml.io.util.XmlStreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * One {@code *.camel.xml} file, parsed. Camel's parser names file, line and column of broken XML and of unknown elements and
 * attributes, but takes any root element and passes over what this loader does not use: both are refused here.
 */
record RouteFile(Path path, BeansDefinition model) {
    static final String NAMESPACE = "http://camel.apache.org/schema/xml-io";
    private static final String ROOT = "camel";

    /** Parses the bytes of a file; what is wrong with it goes to {@code faults}. */
    static Stream<RouteFile> parse(Path path, byte[] bytes, List<RouteFault> faults) {
        try {
            List<RouteFault> found = new ArrayList<>(rootFaults(path, bytes));
            if (found.isEmpty()) {
                RouteFile file = new RouteFile(path, model(path, bytes));
                found.addAll(file.unusedParts());
                if (found.isEmpty()) {
                    return Stream.of(file);
                }
            }
            faults.addAll(found);
        } catch (XmlPullParserException broken) {
            faults.add(new RouteFault(path, broken.getLineNumber(), firstLine(broken)));
        } catch (XmlPullParserLocationException broken) {
            faults.add(new RouteFault(path, broken.getLineNumber(), firstLine(broken)));
        } catch (IOException | IllegalArgumentException broken) {
            faults.add(new RouteFault(path, 0, firstLine(broken)));
        }
        return Stream.empty();
    }

    private static List<RouteFault> rootFaults(Path path, byte[] bytes) throws IOException {
        XmlStreamInfo found = new XmlStreamDetector(new ByteArrayInputStream(bytes)).information();
        if (!found.isValid()) {
            // the parser says where and why
            return List.of();
        }
        if (ROOT.equals(found.getRootElementName()) && NAMESPACE.equals(found.getRootElementNamespace())) {
            return List.of();
        }
        return List.of(new RouteFault(
                path,
                1,
                "the root element must be <camel xmlns=\"" + NAMESPACE + "\">, not <" + found.getRootElementName() + ">"
                        + " in the namespace \"" + found.getRootElementNamespace() + "\""));
    }

    private static BeansDefinition model(Path path, byte[] bytes) throws IOException, XmlPullParserException {
        return new ModelParser(new Bytes(path, bytes), NAMESPACE)
                .parseBeansDefinition()
                .orElseThrow(() -> new IOException("the file holds no routes"));
    }

    /** Elements that Camel would parse and this loader would not use: nobody may believe that they do something. */
    @SuppressWarnings("deprecation") // a bean in Spring's namespace is refused like any other
    private List<RouteFault> unusedParts() {
        boolean nothingElse = Stream.<@Nullable List<?>>of(
                        model.getBeans(),
                        model.getComponentScanning(),
                        model.getSpringOrBlueprintBeans(),
                        model.getSslContextParameters(),
                        model.getRestConfigurations(),
                        model.getRests(),
                        model.getTemplatedRoutes(),
                        model.getDataFormats())
                .allMatch(list -> list == null || list.isEmpty());
        return nothingElse
                ? List.of()
                : List.of(new RouteFault(
                        path,
                        0,
                        "only route, routeTemplate and routeConfiguration are allowed directly below <camel>"));
    }

    List<RouteDefinition> routes() {
        return model.getRoutes();
    }

    List<RouteTemplateDefinition> templates() {
        return model.getRouteTemplates();
    }

    List<RouteConfigurationDefinition> configurations() {
        return model.getRouteConfigurations();
    }

    private static String firstLine(Exception broken) {
        String message = broken.getMessage();
        return message == null
                ? broken.getClass().getSimpleName()
                : message.lines().findFirst().orElse("broken XML");
    }

    /** The file's bytes as they were read and digested once. */
    private static final class Bytes extends ResourceSupport {
        private final byte[] bytes;

        Bytes(Path path, byte[] bytes) {
            super("file", path.toString());
            this.bytes = bytes;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    Resource resource() {
        return new Bytes(path, new byte[0]);
    }
}
