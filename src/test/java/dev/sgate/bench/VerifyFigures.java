package dev.sgate.bench;

import dev.sgate.release.App;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What it costs to believe 100 MiB, and not to. */
final class VerifyFigures {
    private static final int ROUNDS = 9;
    private static final int OPENSSL_RUNS = 5; // the kernel counts a child's CPU in steps of 10 ms
    private static final long READ_AT_MOST = 64 << 10;

    private final BenchFiles files;
    private final Path folder;

    VerifyFigures(BenchFiles files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    void print(Table table) throws Exception {
        Path attachment = BenchFiles.randomFile(folder.resolve("attachment.bin"), 100 * BenchFiles.MIB);
        Keyring keyring = files.keyring();
        Path good = files.update(
                folder.resolve("good.sgupd"),
                attachment,
                App.MediaType.EXECUTABLE,
                Optional.empty(),
                Optional.empty(),
                true);
        verifyCpu(table, good, keyring);
        Path forged = files.update(
                folder.resolve("forged.sgupd"),
                attachment,
                App.MediaType.EXECUTABLE,
                Optional.empty(),
                Optional.empty(),
                false);
        refusal(table, forged, keyring);
        Files.delete(good);
        Files.delete(forged);
        Files.delete(attachment);
    }

    private static void verifyCpu(Table table, Path good, Keyring keyring) throws Exception {
        double[] ours = new double[ROUNDS];
        double[] openssl = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            double verify = threadCpu(() -> verify(good, keyring));
            double before = Programs.childrenCpu();
            for (int i = 0; i < OPENSSL_RUNS; i++) {
                Programs.run("openssl", "dgst", "-sha256", good);
            }
            double limit = (Programs.childrenCpu() - before) / OPENSSL_RUNS;
            if (round >= 0) {
                ours[round] = verify;
                openssl[round] = limit;
            }
        }
        table.ratio(
                "verify 100 MiB, warm (CPU)", new Measured(ours), "openssl dgst -sha256", new Measured(openssl), 1.3);
    }

    private static void refusal(Table table, Path forged, Keyring keyring) throws Exception {
        double[] wall = new double[ROUNDS * 10];
        long read = 0;
        for (int round = -50; round < wall.length; round++) {
            Counting counting = new Counting(Files.newInputStream(forged));
            double took = Work.wall(() -> {
                try (counting) {
                    requireRefused(new SealedFile(counting).open(keyring));
                }
            });
            read = counting.bytes;
            if (round >= 0) {
                wall[round] = took;
            }
        }
        Measured measured = new Measured(wall);
        table.absolute(
                "refuse 100 MiB with a forged envelope, warm",
                String.format("%.2f ms", measured.median() / 1e6),
                "20 ms",
                measured.median() <= 20e6);
        table.absolute("bytes read for it", Long.toString(read), READ_AT_MOST + "", read <= READ_AT_MOST);
    }

    private static void requireRefused(Verdict<?> verdict) {
        boolean refused =
                verdict instanceof Verdict.Refused<?>(var refusal) && refusal.code() == RefusalCode.BAD_SIGNATURE;
        if (!refused) {
            throw new IllegalStateException("a forged envelope was not refused: " + verdict);
        }
    }

    /** Opens, parses and hashes the whole file, as {@code sgate verify} does. */
    static void verify(Path file, Keyring keyring) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            SealedFile sealed = new SealedFile(in);
            switch (sealed.open(keyring).then(UpdateOffer::from)) {
                case Verdict.Refused<UpdateOffer> refused -> throw new IllegalStateException(refused.toString());
                case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> {
                    Verdict<Sha256> hashed = sealed.copyAttachment(
                            offer.app().length(), offer.app().sha256(), OutputStream.nullOutputStream(), bytes -> {});
                    if (hashed instanceof Verdict.Refused<Sha256> refused) {
                        throw new IllegalStateException(refused.toString());
                    }
                }
            }
        }
    }

    private static double threadCpu(Work work) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - before;
    }

    /** Counts what is read from a stream. */
    private static final class Counting extends FilterInputStream {
        private long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
