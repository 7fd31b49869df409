package dev.sgate.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All vectors and a bundle of 100 MiB are read by a process with a heap of 64 MiB (THREATS I5). */
class SmallHeapIT {
    private static final int BIG = 100 << 20;

    @TempDir
    Path folder;

    @Test
    void everyVectorAndABigBundle() throws Exception {
        for (Vector vector : Vectors.all()) {
            Files.write(folder.resolve(vector.name()), vector.bytes());
        }
        writeBig(folder.resolve("big"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(said).endsWith(Vectors.all().size() + 1 + " files as expected\n");
        assertThat(process.waitFor()).isZero();
    }

    private static void writeBig(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] block = new byte[1 << 20];
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < BIG; i += block.length) {
            digest.update(block);
        }
        byte[] envelope = Recipe.anUpdate()
                .set("app.length", BIG)
                .set("app.sha256", HexFormat.of().formatHex(digest.digest()))
                .sign(TestKeys.UPDATE_A)
                .attach("written below", new byte[0])
                .make();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(envelope);
            for (int i = 0; i < BIG; i += block.length) {
                out.write(block);
            }
        }
    }

    /** What runs in the small heap. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            List<Vector> all = Vectors.all();
            for (Vector vector : all) {
                expect(folder, vector.name(), vector, vector.expect());
            }
            expect(folder, "big", all.get(0), Vector.ACCEPTED);
            System.out.println(all.size() + 1 + " files as expected");
        }

        private static void expect(Path folder, String name, Vector vector, String expected) throws IOException {
            try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                String word =
                        ReferenceReader.read(in, vector.keyring(), vector.at()).word();
                if (!word.equals(expected)) {
                    throw new IllegalStateException(name + ": " + word + ", not " + expected);
                }
            }
        }
    }
}
