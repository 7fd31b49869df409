package dev.sgate.units;

import dev.sgate.host.LoopVolume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stick, and {@code stick-mount}, which is told of it. */
@Timeout(120)
abstract class StickMountUnderTest {
    static final String PROGRAM =
            Path.of("systemd/libexec/stick-mount").toAbsolutePath().toString();

    @TempDir
    Path temp;

    LoopVolume stick;

    @BeforeEach
    void plugIn() throws IOException {
        LoopVolume.require();
        stick = LoopVolume.make(temp.resolve("stick.img"), LoopVolume.Format.EXT4, 16 << 20);
    }

    @AfterEach
    void pull() throws Exception {
        if (stick != null) {
            mount("off");
            stick.close();
        }
    }

    String name() {
        return Path.of(stick.device()).getFileName().toString();
    }

    Tool mount(String what) throws Exception {
        return mount(what, name());
    }

    Tool mount(String what, String name) throws Exception {
        return Tool.run(
                temp,
                "env",
                List.of(
                        "PATH=" + temp.resolve("bin") + ":" + System.getenv("PATH"),
                        "SGATE_MEDIA=" + temp.resolve("media"),
                        "SGATE_DAEMON=nobody",
                        "LIBMOUNT_FSTAB=" + temp.resolve("fstab"),
                        PROGRAM,
                        what,
                        name));
    }
}
