package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.Step;
import dev.sgate.station.VolumeChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code routes-wrong} holds one mistake, which its name says; its first line holds what must be said about it: the
 * line (0 for none, {@code -} for any) and the beginning of the sentence.
 */
class RouteRulesTest {
    private static final Path WRONG = Path.of("src/test/resources/routes-wrong");

    private static final StepCatalog CATALOG = new StepCatalog(
            Map.of(
                    "look", Set.of(VolumeChange.VolumeArrived.class, VolumeChange.VolumeLeft.class),
                    "act", Set.of()),
            new OutcomeLanguage(List.of(VolumeChange.class, Step.class)),
            Set.of("direct:start"),
            Set.of("first", "second"));

    @TempDir
    Path folder;

    static Stream<Path> wrong() throws IOException {
        try (Stream<Path> files = Files.list(WRONG)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhatIsWrongAndWhere(Path wrong) throws IOException {
        Path file = Files.copy(wrong, folder.resolve("10-wrong.camel.xml"));
        String first = Files.readString(file).lines().findFirst().orElse("<!-- expect: -: -->");
        String expected = first.substring(first.indexOf("expect: ") + 8, first.lastIndexOf(" -->"));
        List<RouteFault> faults = faults(folder);
        if (expected.equals("nothing")) {
            assertThat(faults).isEmpty();
        } else {
            String line = expected.substring(0, expected.indexOf(':'));
            String what = expected.substring(expected.indexOf(':') + 1).strip();
            assertThat(faults).anySatisfy(fault -> {
                assertThat(fault.what()).startsWith(what);
                assertThat(line).isIn("-", String.valueOf(fault.line()));
            });
        }
    }

    @Test
    void namesFileAndLineInTheMessage() throws IOException {
        Path file = Files.copy(WRONG.resolve("unknown-step.camel.xml"), folder.resolve("10-wrong.camel.xml"));
        assertThat(faults(folder)).extracting(RouteFault::toString).contains(file + ":12: no step is called lok");
    }

    @Test
    void tellsAllMistakesAtOnce() throws IOException {
        Files.copy(WRONG.resolve("unknown-step.camel.xml"), folder.resolve("10-a.camel.xml"));
        Files.copy(WRONG.resolve("misspelt-configuration.camel.xml"), folder.resolve("20-b.camel.xml"));
        assertThat(faults(folder))
                .extracting(RouteFault::what)
                .contains("no step is called lok", "no routeConfiguration is called refusal");
    }

    @Test
    void refusesAnotherEnding() throws IOException {
        Files.copy(WRONG.resolve("nothing-wrong.camel.xml"), folder.resolve("10-right.camel.xml"));
        Path other = Files.writeString(folder.resolve("20-more.xml"), "<camel/>");
        assertThat(faults(folder)).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo(other);
            assertThat(fault.what()).contains("*.camel.xml");
        });
    }

    @Test
    void refusesALinkInTheFolder() throws IOException {
        Files.copy(WRONG.resolve("nothing-wrong.camel.xml"), folder.resolve("10-right.camel.xml"));
        Files.createSymbolicLink(
                folder.resolve("20-link.camel.xml"),
                WRONG.resolve("nothing-wrong.camel.xml").toAbsolutePath());
        assertThat(faults(folder))
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("only regular files"));
    }

    @Test
    void refusesAnEmptyFolder() throws IOException {
        assertThat(faults(folder)).extracting(RouteFault::file).contains(folder);
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThatThrownBy(() -> new RouteFolder(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsFilesInTheOrderOfTheirNames() throws IOException {
        for (String name : List.of("90-z", "10-a", "20-b")) {
            Files.copy(WRONG.resolve("nothing-wrong.camel.xml"), folder.resolve(name + ".camel.xml"));
        }
        assertThat(new RouteFolder(folder).files())
                .extracting(file -> String.valueOf(file.path().getFileName()))
                .containsExactly("10-a.camel.xml", "20-b.camel.xml", "90-z.camel.xml");
    }

    @Test
    void theProductsOwnRoutesHoldNoMistake() throws IOException {
        Path product = Path.of("routes");
        RouteFolder read = new RouteFolder(product);
        assertThat(read.faults()).isEmpty();
        assertThat(RouteRules.faults(product, read.files(), StepCatalog.ofProduct()))
                .isEmpty();
    }

    private static List<RouteFault> faults(Path folder) throws IOException {
        RouteFolder read = new RouteFolder(folder);
        List<RouteFault> faults = new ArrayList<>(read.faults());
        faults.addAll(RouteRules.faults(folder, read.files(), CATALOG));
        return faults;
    }
}
