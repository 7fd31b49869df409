package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The routes are the flow: with any one node taken out, either {@link RouteRules} refuses them or a visit goes wrong. */
class RouteMutationTest {
    @TempDir
    Path folder;

    /** What a mutant came to. */
    private enum Fate {
        REFUSED,
        WENT_WRONG,
        SURVIVED
    }

    @Test
    void noNodeCanBeTakenOut() throws Exception {
        DataSource ledger = ScriptedVisits.ledger(folder);
        long begun = System.nanoTime();
        assertThat(fateOf(quick(), ledger, Duration.ofSeconds(20)))
                .as("the routes as they are, only with shorter waits")
                .isEqualTo(Fate.SURVIVED);
        // all that should happen takes this long; one of them alone never does
        Duration patience = Duration.ofNanos(System.nanoTime() - begun).plusMillis(500);
        List<String> survivors = new ArrayList<>();
        int mutants = 0;
        for (Path file : QuickRoutes.files()) {
            int nodes = nodes(parse(file)).size();
            for (int node = 0; node < nodes; node++) {
                Path mutant = quick();
                String id = takeOut(mutant.resolve(file.getFileName()), node);
                Fate fate = fateOf(mutant, ledger, patience);
                mutants++;
                if (fate == Fate.SURVIVED) {
                    survivors.add(file.getFileName() + ": " + id);
                }
            }
        }
        assertThat(mutants).isGreaterThan(100);
        assertThat(survivors).isEmpty();
    }

    private Fate fateOf(Path routes, DataSource ledger, Duration patience) throws Exception {
        Path media = Files.createTempDirectory(folder, "media");
        try {
            ScriptedVisits.run(routes, media, ledger, patience);
            return Fate.SURVIVED;
        } catch (RoutesRefused refused) {
            return Fate.REFUSED;
        } catch (AssertionError | org.awaitility.core.ConditionTimeoutException wrong) {
            return Fate.WENT_WRONG;
        } finally {
            FileUtils.deleteDirectory(media.toFile());
        }
    }

    private Path quick() throws IOException {
        return QuickRoutes.copyTo(folder.resolve("routes"));
    }

    private static Document parse(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    /** Every element below the root but the parts of an expression: routes, templates, configurations and all that is in them. */
    private static List<Element> nodes(Document document) {
        NodeList all = document.getElementsByTagName("*");
        List<Element> nodes = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && element.hasAttribute("id")) {
                nodes.add(element);
            }
        }
        return nodes;
    }

    private static String takeOut(Path file, int node) throws Exception {
        Document document = parse(file);
        Element element = nodes(document).get(node);
        element.getParentNode().removeChild(element);
        TransformerFactory.newInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(file.toFile()));
        return element.getAttribute("id");
    }
}
