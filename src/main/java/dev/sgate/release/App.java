package dev.sgate.release;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One release of an application and the attachment that carries it: {@code app} in FORMATS, {@code .sgupd}.
 *
 * @param platform as written; {@link Platform} says whether it is this machine's
 * @param fileName the name a single executable is installed under
 * @param length bytes of the attachment, at most {@link Limits#ATTACHMENT_MAX_BYTES}
 * @param unpackedLength bytes that unpacking may take at most; always there for archives
 * @param unpackedFiles files that unpacking may make at most; always there for archives
 * @param run the command; always there for archives, never for a single executable
 * @param minimumVersion the floor under which this appliance never goes again once the release is committed
 */
public record App(
        String name,
        SemVer version,
        String platform,
        MediaType mediaType,
        String fileName,
        long length,
        Sha256 sha256,
        Optional<Long> unpackedLength,
        Optional<Long> unpackedFiles,
        Optional<List<String>> run,
        HealthCheck healthCheck,
        Optional<SemVer> minimumVersion) {
    /** How the attachment is packed. */
    public enum MediaType {
        TAR_GZ("application/gzip"),
        TAR_ZSTD("application/zstd"),
        ZIP("application/zip"),
        /** One executable, installed under {@code fileName} with mode 0755. */
        EXECUTABLE("application/octet-stream");

        private final String mediaType;

        MediaType(String mediaType) {
            this.mediaType = mediaType;
        }

        /** The text in the payload. */
        public String mediaType() {
            return mediaType;
        }

        static Optional<MediaType> find(String mediaType) {
            return Arrays.stream(values())
                    .filter(type -> type.mediaType.equals(mediaType))
                    .findFirst();
        }
    }

    public App {
        run = run.map(List::copyOf);
    }

    static App read(Fields app) {
        App read = new App(
                app.getName("name"),
                app.getChoice("version", SemVer::find),
                app.getString("platform"),
                app.getChoice("mediaType", MediaType::find),
                app.getFileName("fileName"),
                app.getInteger("length", 1, Limits.ATTACHMENT_MAX_BYTES),
                app.getDigest("sha256"),
                app.findInteger("unpackedLength", 1, Limits.INTEGER_MAX),
                app.findInteger("unpackedFiles", 1, Limits.INTEGER_MAX),
                app.has("run") ? Optional.of(RunCommand.read(app, "run")) : Optional.empty(),
                app.findObject("healthCheck").map(HealthCheck::read).orElseGet(HealthCheck::byDefault),
                app.has("minimumVersion")
                        ? Optional.of(app.getChoice("minimumVersion", SemVer::find))
                        : Optional.empty());
        read.requireWhole(app);
        return read;
    }

    private void requireWhole(Fields app) {
        boolean archive = mediaType != MediaType.EXECUTABLE;
        if (archive && (unpackedLength.isEmpty() || unpackedFiles.isEmpty())) {
            throw app.malformed(unpackedLength.isEmpty() ? "unpackedLength" : "unpackedFiles", "missing");
        }
        if (archive != run.isPresent()) {
            throw app.malformed("run", archive ? "missing" : "there, for a single executable");
        }
        if (minimumVersion.filter(floor -> floor.compareTo(version) > 0).isPresent()) {
            throw app.malformed("minimumVersion", "above version");
        }
    }

    /** The command to start, its first word a path inside the release's folder. */
    public List<String> command() {
        return run.orElseGet(() -> List.of(fileName));
    }

    /** The members of {@code app}. */
    public Map<String, Object> toPayload() {
        return Payloads.members(
                "name", name,
                "version", version,
                "platform", platform,
                "mediaType", mediaType.mediaType(),
                "fileName", fileName,
                "length", length,
                "sha256", sha256,
                "unpackedLength", unpackedLength,
                "unpackedFiles", unpackedFiles,
                "run", run,
                "healthCheck", healthCheck.toPayload(),
                "minimumVersion", minimumVersion);
    }
}
