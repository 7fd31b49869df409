package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.LoopVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Sticks that are slow or odd, against the appliance as a process. */
class ApplianceSticksIT extends ApplianceUnderTest {
    @Test
    void aSlowStickHoldsUpNoOther() throws Exception {
        Path slow = update("1.0.0", RUNS_ON, "--health-alive", 20);
        Path quick = license();
        try (DaemonProcess daemon = start()) {
            plugIn("slow", licenseWith(slow));
            daemon.await("release started");
            plugIn("quick", quick);
            daemon.await("safe to unplug");
            assertThat(daemon.log()).containsPattern("safe to unplug.*volume=quick");
            assertThat(daemon.log()).doesNotContainPattern("safe to unplug.*volume=slow");
        }
    }

    @Test
    void aStickMayHaveAnyName() throws Exception {
        Path license = license();
        try (DaemonProcess daemon = start()) {
            for (String name : List.of(
                    "my stick%20", "a?noop=false&delete=true", "b#c", "{{state}}", "${date:now}", "RAW(x)", "+")) {
                Path stick = plugIn(name, license);
                Awaitility.await(name)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> names(stick).stream().anyMatch(file -> file.matches("sgate-receipt.*[.]json")));
                assertThat(receipt(stick)).contains(license.getFileName().toString());
            }
            assertThat(daemon.log()).doesNotContain("given up");
        }
    }

    /** As {@code stick-mount} tells of it. */
    @Test
    void aStickOfAnotherKindHasItsLineAndHoldsUpNoOther() throws Exception {
        LoopVolume.require();
        Path place = standIn("sda1", "ntfs");
        Path damaged = standIn("sdb1", "damaged-ext4");
        try (DaemonProcess daemon = start()) {
            daemon.await("volume=sda1");
            daemon.await("volume=sdb1");
            assertThat(daemon.log())
                    .containsPattern("not read here.*volume=sda1 found=ntfs expected=vfat,exfat,ext4")
                    .containsPattern("not read here: its file system is damaged.*volume=sdb1 found=ext4 expected=");
            plugIn("good", license());
            daemon.await("safe to unplug");
            assertThat(daemon.log()).doesNotContain("given up", "code=");
        } finally {
            LoopVolume.run("umount", "-l", place.toString());
            LoopVolume.run("umount", "-l", damaged.toString());
        }
    }

    /** The appliance's own storage takes nothing for a while: whoever plugs in is told, and the stick is as it was. */
    @Test
    void aStickThatCannotBePutOnRecordIsToldOf() throws Exception {
        Path license = license();
        try (DaemonProcess daemon = start()) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/sgate.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                plugIn("early", license);
                daemon.await("stick not touched");
            }
            assertThat(daemon.log()).containsPattern("stick not touched.*volume=early code=internal");
            assertThat(names(folder.resolve("media/early")))
                    .containsExactly(license.getFileName().toString());

            plugIn("again", license);
            daemon.await("safe to unplug");
            assertThat(daemon.log()).contains("license in force").doesNotContain("something failed");
        }
    }

    private Path standIn(String name, String found) throws IOException {
        Path place = Files.createDirectories(folder.resolve("media").resolve(name));
        String options = "ro,nosuid,nodev,noexec,size=4k,nr_inodes=1,mode=0555";
        LoopVolume.run("mount", "-i", "-t", "tmpfs", "-o", options, "sgate-unreadable:" + found, place.toString());
        return place;
    }

    @Test
    void namesThatAreNoRegularFilesAreLeftAlone() throws Exception {
        Path stick = Files.createDirectory(folder.resolve("odd"));
        Files.createDirectory(stick.resolve("folder.sglic"));
        Files.createSymbolicLink(stick.resolve("link.sglic"), Path.of("/etc/hostname"));
        assertThat(new ProcessBuilder("mkfifo", stick.resolve("pipe.sglic").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (DaemonProcess daemon = start()) {
            Path odd = site.plugInWhole("odd", stick);
            awaitRelease("odd");
            assertThat(names(odd)).containsExactlyInAnyOrder("folder.sglic", "link.sglic", "pipe.sglic");
            assertThat(daemon.log()).contains("no files for us on this stick");
        }
    }
}
