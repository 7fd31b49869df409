package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.App;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Staging;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The state folder on a disk of its own that runs full for real. */
@Timeout(120)
class FullStateDiskIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temp;

    private LoopVolume disk() throws IOException {
        LoopVolume.require();
        return LoopVolume.make(temp.resolve("state.img"), LoopVolume.Format.EXT4, 32 << 20)
                .mount(temp.toRealPath().resolve("state"));
    }

    private static void fill(Staging staging, String slot) throws IOException {
        try (Staging.Writing out = staging.write(slot, Staging.Part.ATTACHMENT)) {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1024; i++) {
                out.write(block);
            }
        }
    }

    @Test
    void stagingSaysSoAndCanBeThrownAway() throws IOException {
        try (LoopVolume disk = disk()) {
            Staging staging = new DiskStaging(disk.directory());
            long before = staging.usableBytes();

            assertThatThrownBy(() -> fill(staging, "slot"))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            e -> assertThat(FullDisk.isCauseOf(e)).isTrue());

            staging.discard("slot");
            assertThat(staging.slots()).isEmpty();
            assertThat(staging.usableBytes()).isGreaterThan(before - (1 << 20));
        }
    }

    /** The thread that writes fails, not the caller; the caller hears of it at each turn until the end. */
    @Test
    void aFailureOfTheWritingIsToldUntilItIsClosed() throws IOException {
        try (LoopVolume disk = disk()) {
            Staging staging = new DiskStaging(disk.directory());
            Staging.Writing out = staging.write("slot", Staging.Part.ATTACHMENT);
            byte[] block = new byte[1 << 16];
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1024; i++) {
                            out.write(block);
                        }
                    })
                    .isInstanceOf(IOException.class);

            assertThatThrownBy(out::sync).hasMessageContaining("No space left on device");
            assertThatThrownBy(out::close).hasMessageContaining("No space left on device");
            StagedFileTest.awaitNoThread();
            staging.discard("slot");
            assertThat(staging.slots()).isEmpty();
        }
    }

    /** The archive says less than the disk turns out to hold: the payload's own limit comes too late. */
    @Test
    void unpackingIsRefusedAndLeavesNothing() throws IOException {
        try (LoopVolume disk = disk()) {
            DiskStaging staging = new DiskStaging(disk.directory());
            DiskReleases releases = new DiskReleases(disk.directory(), staging);
            byte[] archive =
                    new Archives.Tar().file("bin/app", 0755, new byte[12 << 20]).gzip();
            App app = Apps.archive(App.MediaType.TAR_GZ, archive, 12 << 20, 1);
            try (Staging.Writing out = staging.write("slot", Staging.Part.ATTACHMENT)) {
                out.write(archive);
            }
            // what the folder of the release finds free when it was asked, somebody else takes while it unpacks
            ReleaseUnpacking unpacking = new ReleaseUnpacking(
                    app,
                    staging.file("slot", Staging.Part.ATTACHMENT),
                    java.nio.file.Files.createDirectory(disk.directory().resolve("folder")),
                    ReadBack.fromDisk());
            assertThatThrownBy(() -> fill(staging, "somebody")).isInstanceOf(IOException.class);

            assertThat(unpacking.fill())
                    .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SPACE));
            assertThat(releases.unpack(app, "slot"))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.NO_SPACE));
            assertThat(releases.folders("widget")).isEmpty();
        }
    }
}
