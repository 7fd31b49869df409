package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sgate.release.App;
import dev.sgate.release.App.MediaType;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Releases;
import dev.sgate.station.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** A state folder, and an attachment that is staged and unpacked in it. */
@Timeout(60)
abstract class DiskReleasesCase {
    static final byte[] PROGRAM = "#!/bin/sh\nexec sleep 60\n".getBytes(UTF_8);

    @TempDir
    Path state;

    DiskStaging staging;
    DiskReleases releases;

    @BeforeEach
    void makeState() throws IOException {
        staging = new DiskStaging(state);
        releases = new DiskReleases(state, staging);
    }

    Verdict<String> install(App app, byte[] staged) throws IOException {
        try (Staging.Writing out = staging.write("slot", Staging.Part.ATTACHMENT)) {
            out.write(staged);
            out.sync();
        }
        return releases.unpack(app, "slot");
    }

    Path release(App app) {
        return state.resolve("apps/widget/releases").resolve(Releases.folderOf(app));
    }

    static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    static RefusalCode code(Verdict<String> verdict) {
        return switch (verdict) {
            case Verdict.Accepted<String> accepted -> throw new AssertionError("accepted: " + accepted.value());
            case Verdict.Refused<String> refused -> refused.refusal().code();
        };
    }

    static Archives.Tar good() {
        return new Archives.Tar()
                .folder("./")
                .folder("./bin")
                .file("./bin/app", 0775, PROGRAM)
                .file("./share/deep/data", 0600, new byte[100_000])
                .folder("./share");
    }

    static Stream<Arguments> goodArchives() throws IOException {
        return Stream.of(
                Arguments.of(MediaType.TAR_GZ, good().gzip()),
                Arguments.of(MediaType.TAR_ZSTD, good().zstd()),
                Arguments.of(
                        MediaType.ZIP,
                        new Archives.Zip()
                                .file("bin/", 0040755, new byte[0])
                                .file("bin/app", 0100775, PROGRAM)
                                .file("share/deep/data", 0100600, new byte[100_000])
                                .bytes()));
    }
}
