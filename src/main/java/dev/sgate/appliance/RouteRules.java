package dev.sgate.appliance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * What a set of route files must hold before anything starts. Camel itself starts with a misspelt configuration id, with a {@code
 * direct:} that nobody reads, with an outcome that no branch takes; and where it does refuse, it often names no file. So all of it
 * is checked here first, and all mistakes are told at once.
 */
final class RouteRules {
    private static final Set<String> KINDS = Set.of(
            "process",
            "to",
            "split",
            "choice",
            "when",
            "otherwise",
            "filter",
            "doTry",
            "doFinally",
            "setBody",
            "marshal");

    private final StepCatalog catalog;
    private final List<RouteFault> faults = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Where> readers = new HashMap<>();
    private final Map<String, Where> senders = new HashMap<>();
    private final Set<String> stepsCalled = new HashSet<>();
    private final Set<String> configurations = new HashSet<>();

    private record Where(Path file, int line) {}

    private RouteRules(StepCatalog catalog) {
        this.catalog = catalog;
    }

    /** All mistakes in these files, by file and line. */
    static List<RouteFault> faults(Path folder, List<RouteFile> files, StepCatalog catalog) {
        RouteRules rules = new RouteRules(catalog);
        files.forEach(rules::configurations);
        files.forEach(rules::routes);
        rules.nobodyIsLeftOut(folder);
        rules.faults.sort(Comparator.comparing(RouteFault::file).thenComparingInt(RouteFault::line));
        return List.copyOf(rules.faults);
    }

    private void configurations(RouteFile file) {
        for (RouteConfigurationDefinition configuration : file.configurations()) {
            uniqueId(file, RouteNode.of(configuration), "routeConfiguration");
            configurations.add(String.valueOf(configuration.getId()));
            if (configuration.getOnExceptions().stream().noneMatch(RouteRules::catchesAll)) {
                fault(file, configuration.getLineNumber(), "the configuration must handle java.lang.Throwable");
            }
            configuration.getOnExceptions().forEach(handler -> {
                uniqueId(file, RouteNode.of(handler), "onException");
                nodes(file, RouteNode.of(handler).children());
            });
        }
    }

    private static boolean catchesAll(OnExceptionDefinition handler) {
        return handler.getExceptions().contains("java.lang.Throwable")
                && handler.getHandled() != null
                && handler.getHandled().getExpressionType() != null
                && "true".equals(handler.getHandled().getExpressionType().getExpression());
    }

    private void routes(RouteFile file) {
        file.routes().forEach(route -> {
            uniqueId(file, RouteNode.of(route), "route");
            route(file, route);
        });
        for (RouteTemplateDefinition template : file.templates()) {
            uniqueId(file, RouteNode.of(template), "routeTemplate");
            route(file, template.getRoute());
        }
    }

    private void route(RouteFile file, RouteDefinition route) {
        if (route.getDescription() == null || route.getDescription().isBlank()) {
            fault(file, route.getLineNumber(), "the route has no description");
        }
        String configuration = route.getRouteConfigurationId();
        if (configuration == null || !configurations.contains(configuration)) {
            fault(file, route.getLineNumber(), "no routeConfiguration is called " + configuration);
        }
        if (route.getInput() == null) {
            fault(file, route.getLineNumber(), "the route has no <from>");
            return;
        }
        RouteNode from = RouteNode.of(route.getInput());
        uniqueId(file, from, "from");
        reads(file, from);
        if (route.getOutputs().isEmpty()) {
            fault(file, route.getLineNumber(), "the route does nothing");
        }
        nodes(file, route.getOutputs().stream().map(RouteNode::of).toList());
    }

    private void nodes(RouteFile file, List<RouteNode> top) {
        top.stream().flatMap(RouteNode::all).forEach(node -> node(file, node));
        new BranchRules(catalog, (node, what) -> fault(file, node.line(), what)).check(top, Set.of());
    }

    private void node(RouteFile file, RouteNode node) {
        if (!KINDS.contains(node.kind())) {
            fault(file, node.line(), "<" + node.kind() + "> is not allowed in a route");
        }
        uniqueId(file, node, node.kind());
        node.step().ifPresent(step -> step(file, node, step));
        if (node.uri().isPresent()) {
            endpoint(file, node, senders);
        }
        if (node.step().isEmpty() && node.uri().isEmpty() && !node.kind().equals("marshal")) {
            isNotEmpty(file, node);
        }
        if (node.kind().equals("doTry")) {
            safeTry(file, node);
        }
    }

    /** Inside a doTry no configuration reaches: what may fail there is a route of its own, which has one. */
    private void safeTry(RouteFile file, RouteNode node) {
        for (RouteNode inside : node.children()) {
            if (!inside.kind().equals("to") && !inside.kind().equals("doFinally")) {
                fault(file, inside.line(), "a doTry holds only <to> and <doFinally>: no configuration reaches into it");
            }
        }
        if (node.children().stream().noneMatch(inside -> inside.kind().equals("doFinally"))) {
            fault(file, node.line(), "a doTry without a <doFinally> does nothing");
        }
    }

    private void isNotEmpty(RouteFile file, RouteNode node) {
        if (node.children().isEmpty() && !node.kind().equals("setBody")) {
            fault(file, node.line(), "<" + node.kind() + "> holds nothing");
        }
    }

    private void step(RouteFile file, RouteNode node, String step) {
        stepsCalled.add(step);
        if (!catalog.steps().containsKey(step)) {
            fault(file, node.line(), "no step is called " + step);
        }
    }

    private void reads(RouteFile file, RouteNode from) {
        if (endpoint(file, from, readers).isPresent()) {
            fault(
                    file,
                    from.line(),
                    "two routes read " + EndpointRules.name(from.uri().orElseThrow()));
        }
    }

    /** Who named this channel before, on the same side. */
    private Optional<Where> endpoint(RouteFile file, RouteNode node, Map<String, Where> side) {
        String uri = node.uri().orElseThrow();
        EndpointRules.fault(uri).ifPresent(what -> fault(file, node.line(), what));
        return EndpointRules.isChannel(uri)
                ? Optional.ofNullable(side.put(EndpointRules.name(uri), new Where(file.path(), node.line())))
                : Optional.empty();
    }

    private void uniqueId(RouteFile file, RouteNode node, String kind) {
        Optional<String> id = node.id();
        if (id.isEmpty()) {
            fault(file, node.line(), "<" + kind + "> has no id");
            return;
        }
        String here = file.path() + ":" + node.line();
        String other = ids.putIfAbsent(id.get(), here);
        if (other != null) {
            fault(file, node.line(), "the id " + id.get() + " is taken in " + other);
        }
    }

    private void nobodyIsLeftOut(Path folder) {
        senders.forEach((name, where) -> {
            if (!readers.containsKey(name)) {
                faults.add(new RouteFault(where.file(), where.line(), "no route reads " + name));
            }
        });
        readers.forEach((name, where) -> {
            if (!senders.containsKey(name) && !catalog.entries().contains(name)) {
                faults.add(new RouteFault(where.file(), where.line(), "nobody sends to " + name));
            }
        });
        missing(catalog.steps().keySet(), stepsCalled)
                .forEach(step -> faults.add(new RouteFault(folder, 0, "no route calls the step " + step)));
        missing(catalog.entries(), readers.keySet())
                .forEach(entry -> faults.add(new RouteFault(folder, 0, "no route reads " + entry)));
        missing(catalog.routes(), ids.keySet())
                .forEach(id -> faults.add(new RouteFault(folder, 0, "there is no route " + id)));
    }

    private static Stream<String> missing(Set<String> wanted, Set<String> found) {
        return new TreeSet<>(wanted).stream().filter(name -> !found.contains(name));
    }

    private void fault(RouteFile file, int line, String what) {
        faults.add(new RouteFault(file.path(), line, what));
    }
}
