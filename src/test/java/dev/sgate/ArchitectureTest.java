package dev.sgate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Keeps the arrows between the packages as ARCHITECTURE.md draws them. A package that does not exist yet passes; a package
 * that is not in the table fails.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.sgate";

    /** The pure core: decides on the bytes and values it is given; no Camel, no SQL, no files, no clock. */
    private static final List<String> CORES = List.of("seal", "license", "release", "journal");

    /** Which of our packages each package may use. {@code cli} holds the command line's root and sees all; nobody sees it. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "seal", Set.of(),
            "license", Set.of("seal"),
            "release", Set.of("seal"),
            "journal", Set.of("seal"),
            "station", coresAnd(),
            "store", coresAnd("station"),
            "host", coresAnd("station"),
            "appliance", coresAnd("station", "store", "host"),
            "vendor", coresAnd("store"),
            "cli", coresAnd("station", "store", "host", "appliance", "vendor"));

    /** The application that the demo installs is cargo, not a part of the product. */
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("/dev/sgate/cli/demo/app/"))
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> eachPackageUsesOnlyWhatTheTableAllows() {
        return MAY_USE.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> check(usesOnly(row.getKey(), row.getValue()))));
    }

    private static ArchRule usesOnly(String name, Set<String> allowed) {
        String[] forbidden = packages(MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !allowed.contains(other))
                .toArray(String[]::new));
        return noClasses()
                .that()
                .resideInAPackage(packages(name)[0])
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden));
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> found = PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .collect(toSet());
        assertThat(MAY_USE.keySet()).containsAll(found);
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void camelStaysInTheAppliance() {
        check(onlyIn(resideInAPackage("org.apache.camel.."), "appliance"));
    }

    /** Loading it costs a tenth of a second, and only systemd needs it. */
    @Test
    void systemdsSocketsStayInOnePackage() {
        check(onlyIn(resideInAPackage("org.newsclub.."), "host.systemd"));
    }

    @Test
    void sqlStaysInStoreAndVendor() {
        check(onlyIn(resideInAnyPackage("java.sql..", "org.sqlite.."), "store", "vendor"));
        check(onlyIn(resideInAPackage("org.postgresql.."), "vendor"));
        // a DataSource may be handed to camel-jdbc
        check(onlyIn(resideInAPackage("javax.sql.."), "store", "vendor", "appliance"));
    }

    @Test
    void filesAreTouchedAtTheEdges() {
        check(onlyIn(belongToAnyOf(Files.class), "host", "vendor", "cli", "appliance", "store"));
        // camel-file hands over a java.io.File, so the appliance sees that one too
        check(onlyIn(assignableTo(File.class), "host", "vendor", "cli", "appliance"));
        check(onlyIn(
                assignableTo(FileInputStream.class)
                        .or(assignableTo(FileOutputStream.class))
                        .or(assignableTo(RandomAccessFile.class)),
                "host",
                "vendor",
                "cli"));
    }

    /** The core reads the channel it is handed; it does not open one. */
    @Test
    void channelsAreOpenedAtTheEdges() {
        check(noneCalls(
                describe("FileChannel.open", call -> isCall(call, FileChannel.class, "open")),
                packages("seal", "license", "release", "journal", "station", "appliance")));
    }

    @Test
    void programsAreStartedByTheHost() {
        check(onlyIn(belongToAnyOf(ProcessBuilder.class), "host", "vendor", "cli"));
        check(noneCalls(describe("Runtime.exec", call -> isCall(call, Runtime.class, "exec")), ROOT + ".."));
    }

    /** One {@code now} for a visit, passed as an argument. */
    @Test
    void theCoreDoesNotAskForTheTime() {
        check(noneCalls(
                describe("the wall clock", ArchitectureTest::asksForTheTime),
                packages("seal", "license", "release", "journal", "station")));
    }

    private static boolean asksForTheTime(JavaAccess<?> call) {
        boolean now = call.getTargetOwner().getPackageName().startsWith("java.time")
                && call.getName().equals("now")
                && !call.getTarget().getFullName().contains(Clock.class.getName());
        boolean clock = call.getTargetOwner().isEquivalentTo(Clock.class)
                && (call.getName().startsWith("system") || call.getName().startsWith("tick"));
        boolean date = call.getTargetOwner().isEquivalentTo(Date.class)
                && call.getTarget().getFullName().endsWith("<init>()");
        return now || clock || date || isCall(call, System.class, "currentTimeMillis");
    }

    /** A name that says nothing hides a class that does everything. */
    @Test
    void namesSpeak() {
        for (String hollow : List.of("Manager", "Helper", "Util", "Utils", "Impl")) {
            check(noClasses().should().haveSimpleNameEndingWith(hollow));
        }
    }

    private static ArchRule onlyIn(DescribedPredicate<? super JavaClass> what, String... names) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages(names))
                .should()
                .dependOnClassesThat(what);
    }

    private static ArchRule noneCalls(DescribedPredicate<JavaAccess<?>> what, String... packages) {
        return noClasses().that().resideInAnyPackage(packages).should().accessTargetWhere(what);
    }

    private static boolean isCall(JavaAccess<?> access, Class<?> owner, String method) {
        return access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(method);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }

    private static Set<String> coresAnd(String... more) {
        return Stream.concat(CORES.stream(), Arrays.stream(more)).collect(toSet());
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }
}
