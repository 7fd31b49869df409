package dev.sgate.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each Debian package leaves out (its file {@code left-out}) is missed by nobody in it, and what must never reach an appliance
 * is left out (BEHAVIOUR 7).
 */
class PackageContentsTest {
    private static final String OURS = "dev/sgate/";
    private static final String OUR_JAR = "sgate.jar ";

    /** These name what is elsewhere, and ask first whether it is there. */
    private static final Set<String> ASK_FIRST =
            Set.of("dev.sgate.cli.Verb", "dev.sgate.cli.verify.Verify", "dev.sgate.cli.DemoVerb");

    /** Packages of the libraries that are left out as a whole. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "sgate", List.of("org.postgresql.", "org.jline.", "org.apache.commons.csv."),
            "sgate-desk", List.of("org.apache.camel.", "org.newsclub."));

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sgate");

    @ParameterizedTest
    @ValueSource(strings = {"sgate", "sgate-desk"})
    void nothingThatIsPackagedNeedsWhatIsNot(String name) throws IOException {
        List<Pattern> leftOut = leftOut(name);

        Set<String> missed = PRODUCT.stream()
                .filter(type -> !isLeftOut(leftOut, type) && !ASK_FIRST.contains(outermost(type)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(needed ->
                        isLeftOut(leftOut, needed.getTargetClass()) || isLeftOut(name, needed.getTargetClass()))
                .map(Dependency::getDescription)
                .collect(toSet());

        assertThat(missed).isEmpty();
    }

    @Test
    void whatUsesTheVendorsKeysNeverReachesAnAppliance() throws IOException {
        List<Pattern> leftOut = leftOut("sgate");

        Set<String> packaged = PRODUCT.stream()
                .filter(type -> !isLeftOut(leftOut, type))
                .map(JavaClass::getName)
                .filter(name -> name.startsWith("dev.sgate.vendor.") || name.startsWith("dev.sgate.cli.desk."))
                .collect(toSet());

        assertThat(packaged).containsExactlyInAnyOrder("dev.sgate.vendor.BadInput", "dev.sgate.vendor.keys.KeyTrouble");
    }

    private static List<Pattern> leftOut(String name) throws IOException {
        return Files.readAllLines(Path.of("src/main/deb", name, "left-out")).stream()
                .filter(line -> line.startsWith(OUR_JAR))
                .map(line -> Pattern.compile(line.substring(OUR_JAR.length()).strip()))
                .toList();
    }

    private static boolean isLeftOut(String name, JavaClass type) {
        return LIBRARIES.getOrDefault(name, List.of()).stream()
                .anyMatch(type.getBaseComponentType().getName()::startsWith);
    }

    private static boolean isLeftOut(List<Pattern> leftOut, JavaClass type) {
        String file = type.getBaseComponentType().getName().replace('.', '/') + ".class";
        return file.startsWith(OURS)
                && leftOut.stream().anyMatch(pattern -> pattern.matcher(file).matches());
    }

    private static String outermost(JavaClass type) {
        return type.getName().split("\\$", 2)[0];
    }
}
