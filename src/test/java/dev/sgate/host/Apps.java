package dev.sgate.host;

import dev.sgate.release.App;
import dev.sgate.release.App.MediaType;
import dev.sgate.release.HealthCheck;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import java.util.List;
import java.util.Optional;

/** Applications as a payload would describe them. */
final class Apps {
    private Apps() {}

    static App executable(String version, byte[] attachment) {
        return app(version, MediaType.EXECUTABLE, attachment, 0, 0);
    }

    /** An archive whose command is {@code bin/app}. */
    static App archive(MediaType type, byte[] attachment, long unpackedBytes, long files) {
        return app("1.2.3", type, attachment, unpackedBytes, files);
    }

    private static App app(String version, MediaType type, byte[] attachment, long unpackedBytes, long files) {
        boolean archive = type != MediaType.EXECUTABLE;
        return new App(
                "widget",
                SemVer.find(version).orElseThrow(),
                "any",
                type,
                archive ? "widget.bundle" : "widget",
                attachment.length,
                Sha256.of(attachment),
                Optional.of(unpackedBytes).filter(there -> archive),
                Optional.of(files).filter(there -> archive),
                Optional.of(List.of("bin/app", "--serve")).filter(there -> archive),
                HealthCheck.byDefault(),
                Optional.empty());
    }
}
