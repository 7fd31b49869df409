package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.kiosk.ButtonAnswer;
import dev.sgate.appliance.kiosk.Deeds;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.kiosk.SiteFacts;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BannerFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /** systemd misses a change that comes while it still shows the one before; then the old sentence would stay on the console. */
    @Test
    void aSentenceThatStaysIsPutThereTwice() throws Exception {
        Kiosk kiosk = new Kiosk("en", new NoButtons(), () -> SiteFacts.NONE, System::nanoTime, (what, cause) -> {});
        Path file = folder.resolve(BannerFile.NAME);
        try (BannerFile banner = BannerFile.opening(kiosk, folder)) {
            assertThat(banner).isNotNull();
            await(() -> Files.exists(file));
            Object first = inode(file);
            String sentence = Files.readString(file);

            await(() -> !inode(file).equals(first));
            assertThat(Files.readString(file)).isEqualTo(sentence).isNotBlank();
            kiosk.end();
        }
    }

    /** Nobody presses any. */
    private static final class NoButtons implements Deeds {
        @Override
        public ButtonAnswer activate(UUID license, long serial) {
            throw new AssertionError();
        }

        @Override
        public ButtonAnswer install(String app, Sha256 digest) {
            throw new AssertionError();
        }

        @Override
        public void visitAgain(String key) {
            throw new AssertionError();
        }
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
