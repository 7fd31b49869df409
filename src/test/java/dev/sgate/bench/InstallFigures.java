package dev.sgate.bench;

import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.release.App;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Releases;
import dev.sgate.station.Staging;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/**
 * From the stick to durable bytes, and on to a switched release, beside what the same disk does with {@code dd conv=fsync}. The
 * stick is in the page cache, so this is our own cost and the disk's, not the stick's. An install reads back from the disk
 * what it wrote; so does what it stands beside. Where RAUC or SWUpdate are installed, they take the same bytes.
 */
final class InstallFigures {
    private static final String BACK = "dd conv=fsync, back iflag=direct";
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;
    private static final int EXECUTABLE = 0755;
    private static final String NAME = "bench.bin"; // as the payload names it

    private final BenchFiles files;
    private final Path folder;
    private final Keyring keyring;
    private final DiskStaging staging;
    private final DiskReleases releases;
    private Optional<App> installed = Optional.empty();

    InstallFigures(BenchFiles files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        this.keyring = files.keyring();
        Path state = Files.createDirectories(folder.resolve("state"));
        this.staging = new DiskStaging(state);
        this.releases = new DiskReleases(state, staging);
    }

    void print(Table table) throws Exception {
        Path content = BenchFiles.randomFile(folder.resolve(NAME), 100 * BenchFiles.MIB);
        Path executable = files.update(
                folder.resolve("bench.sgupd"),
                content,
                App.MediaType.EXECUTABLE,
                Optional.empty(),
                Optional.empty(),
                true);
        Measured[] staged = measure(Limit.WRITTEN, content, () -> stage(executable), () -> staging.discard("bench"));
        table.ratio("stick to staged, hashed, durable: 100 MiB", staged[0], "dd conv=fsync", staged[1], 2.0);
        Measured[] installed = measure(Limit.WRITTEN_AND_READ, content, () -> install(executable), this::remove);
        table.ratio("whole install: 100 MiB executable", installed[0], BACK, installed[1], 2.0);
        Files.delete(executable);
        for (App.MediaType type :
                new App.MediaType[] {App.MediaType.TAR_GZ, App.MediaType.TAR_ZSTD, App.MediaType.ZIP}) {
            Path archive = archive(type, content);
            Path update = files.update(
                    folder.resolve("bench.sgupd"),
                    archive,
                    type,
                    Optional.of(Files.size(content)),
                    Optional.of(1L),
                    true);
            Measured[] unpacked = measure(Limit.WRITTEN_AND_READ, content, () -> install(update), this::remove);
            table.reported("whole install: 100 MiB in " + type.mediaType(), unpacked[0], BACK, unpacked[1]);
            Files.delete(update);
            Files.delete(archive);
        }
        for (Peer peer : Peer.onThisMachine(folder, content)) {
            try (peer) {
                Measured[] peers = measure(Limit.WRITTEN, content, peer::install, () -> {});
                table.reported("the same file installed by " + peer.name(), peers[0], "dd conv=fsync", peers[1]);
            }
        }
        Files.delete(content);
    }

    /** What the disk itself needs for the bytes. */
    private enum Limit {
        WRITTEN,
        WRITTEN_AND_READ;

        void run(Path content, Path copy) throws IOException, InterruptedException {
            Programs.run("dd", "if=" + content, "of=" + copy, "bs=1M", "conv=fsync", "status=none");
            if (this == WRITTEN_AND_READ) {
                Programs.run("dd", "if=" + copy, "of=/dev/null", "bs=1M", "iflag=direct", "status=none");
            }
        }
    }

    /** @param cleanUp what is not part of the work; nor is it part of what it stands beside */
    private Measured[] measure(Limit least, Path content, Work work, Work cleanUp) throws Exception {
        double[] ours = new double[ROUNDS];
        double[] limit = new double[ROUNDS];
        Path copy = folder.resolve("dd.out");
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double dd = Work.wall(() -> least.run(content, copy));
            Files.delete(copy);
            double took = Work.wall(work);
            cleanUp.run();
            if (round >= 0) {
                ours[round] = took;
                limit[round] = dd;
            }
        }
        return new Measured[] {new Measured(ours), new Measured(limit)};
    }

    private void install(Path update) throws IOException {
        App app = stage(update);
        String release = accepted(releases.unpack(app, "bench"));
        releases.switchTo(app.name(), release);
        staging.discard("bench");
        installed = Optional.of(app);
    }

    private void remove() throws IOException {
        App app = installed.orElseThrow();
        releases.clearCurrent(app.name());
        releases.discard(app.name(), Releases.folderOf(app));
    }

    private App stage(Path update) throws IOException {
        try (InputStream in = Files.newInputStream(update)) {
            SealedFile sealed = new SealedFile(in);
            App app = accepted(sealed.open(keyring).then(UpdateOffer::from)).app();
            try (Staging.Writing out = staging.write("bench", Staging.Part.ATTACHMENT)) {
                accepted(sealed.copyAttachment(app.length(), app.sha256(), out, bytes -> {}));
                out.sync();
            }
            return app;
        }
    }

    private static <T> T accepted(Verdict<T> verdict) {
        return switch (verdict) {
            case Verdict.Accepted<T>(T value) -> value;
            case Verdict.Refused<T> refused -> throw new IllegalStateException(refused.toString());
        };
    }

    private Path archive(App.MediaType type, Path content) throws IOException {
        Path archive = folder.resolve("bench.archive");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16)) {
            switch (type) {
                case TAR_GZ -> tar(new GzipCompressorOutputStream(out), content);
                case TAR_ZSTD -> tar(new ZstdCompressorOutputStream(out), content);
                case ZIP -> zip(out, content);
                case EXECUTABLE -> throw new IllegalArgumentException("not an archive");
            }
        }
        return archive;
    }

    private static void tar(OutputStream out, Path content) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = new TarArchiveEntry(NAME);
            entry.setSize(Files.size(content));
            entry.setMode(EXECUTABLE);
            tar.putArchiveEntry(entry);
            Files.copy(content, tar);
            tar.closeArchiveEntry();
        }
    }

    private static void zip(OutputStream out, Path content) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            ZipArchiveEntry entry = new ZipArchiveEntry(NAME);
            entry.setUnixMode(EXECUTABLE);
            zip.putArchiveEntry(entry);
            Files.copy(content, zip);
            zip.closeArchiveEntry();
        }
    }
}
