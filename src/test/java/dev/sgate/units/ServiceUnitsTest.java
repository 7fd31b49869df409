package dev.sgate.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code systemd/}, judged by systemd's own programs. They stand under other paths here than on a box. */
class ServiceUnitsTest {
    private static final Path UNITS = Path.of("systemd").toAbsolutePath();

    /** 1.5 on systemd's scale, on which 0 is locked in and 10 is free. */
    private static final String EXPOSURE_TENTHS = "15";

    @TempDir
    private Path folder;

    private final List<String> copies = new ArrayList<>();

    @BeforeEach
    void copyUnits() throws IOException {
        try (Stream<Path> files = Files.list(UNITS)) {
            for (Path unit : files.filter(ServiceUnitsTest::isUnit).sorted().toList()) {
                Files.writeString(folder.resolve(unit.getFileName()), withPathsOfTheCheckout(Files.readString(unit)));
                copies.add(unit.getFileName().toString());
            }
        }
    }

    private static boolean isUnit(Path file) {
        return Stream.of(".service", ".socket", ".path").anyMatch(file.toString()::endsWith);
    }

    private static String withPathsOfTheCheckout(String unit) {
        return unit.replace("/usr/libexec/sgate/", UNITS + "/libexec/")
                .replace("/usr/bin/sgate", Path.of("sgate").toAbsolutePath().toString());
    }

    /** Its exit status is 0 also for keys that do not exist. */
    @Test
    void systemdHasNothingToSayAboutAnyUnit() throws Exception {
        assertThat(copies).contains("sgate.service");
        List<String> words = new ArrayList<>(List.of("verify", "--man=no"));
        copies.forEach(copy -> words.add("./" + copy));
        Tool verify = Tool.run(folder, "systemd-analyze", words);
        assertThat(verify).isEqualTo(new Tool(0, ""));
    }

    @Test
    void theJudgeNoticesAKeyThatDoesNotExist() throws Exception {
        Files.writeString(
                folder.resolve("sgate.service"),
                Files.readString(folder.resolve("sgate.service")).replace("\nWatchdogSec=", "\nWatchdogSecs="));
        Tool verify = Tool.run(folder, "systemd-analyze", List.of("verify", "--man=no", "./sgate.service"));
        assertThat(verify.output()).contains("WatchdogSecs");
    }

    @Test
    void theDaemonIsLockedIn() throws Exception {
        assertThat(exposure("sgate.service")).returns(0, Tool::status);
        String open = Files.readString(folder.resolve("sgate.service")).replace("CapabilityBoundingSet=\n", "");
        Files.writeString(folder.resolve("sgate.service"), open);
        assertThat(exposure("sgate.service").status()).as("the judge judges").isNotZero();
    }

    /** It has two rights, and not much else. */
    @Test
    void theWriterOfSticksIsLockedIn() throws Exception {
        assertThat(exposure("sgate-write@.service")).returns(0, Tool::status);
    }

    private Tool exposure(String unit) throws IOException, InterruptedException {
        return Tool.run(
                folder,
                "systemd-analyze",
                List.of("security", "--no-pager", "--offline=yes", "--threshold=" + EXPOSURE_TENTHS, "./" + unit));
    }

    /** The daemon may make its socket in the folder, and must not be able to put another folder in the place of the sticks'. */
    @Test
    void usersAndFoldersAreMadeAsTheUnitsWantThem() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "gives folders to users");
        Files.createDirectories(folder.resolve("etc"));
        String root = "--root=" + folder;
        Tool users = Tool.run(
                folder,
                "systemd-sysusers",
                List.of(root, UNITS.resolve("sgate.sysusers").toString()));
        assertThat(users.status()).as(users.output()).isZero();
        Tool folders = Tool.run(
                folder,
                "systemd-tmpfiles",
                List.of(root, "--create", UNITS.resolve("sgate.tmpfiles").toString()));
        assertThat(folders.status()).as(folders.output()).isZero();
        assertThat(mode("run/sgate")).isEqualTo("rwxrwxr-x");
        assertThat((int) Files.getAttribute(folder.resolve("run/sgate"), "unix:mode") & 01000)
                .as("the sticky bit")
                .isNotZero();
        assertThat(uid("run/sgate")).isZero();
        assertThat(uid("run/sgate/media")).isZero();
        assertThat(mode("run/sgate/media")).isEqualTo("rwxr-xr-x");
        assertThat(Files.readString(folder.resolve("etc/passwd")))
                .contains("sgate:x:" + uid("run/sgate/ended") + ":")
                .contains("\nsgate-app:x:");
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    private int uid(String path) throws IOException {
        return (int) Files.getAttribute(folder.resolve(path), "unix:uid");
    }
}
