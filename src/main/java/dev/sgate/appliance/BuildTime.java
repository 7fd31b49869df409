package dev.sgate.appliance;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;

/** When this product was built: {@code project.build.outputTimestamp}, as the build wrote it into {@code build.properties}. */
public final class BuildTime {
    private BuildTime() {}

    /** In whole seconds, the same for each build of one commit. */
    public static Instant read() throws IOException {
        Properties build = new Properties();
        try (InputStream file = BuildTime.class.getResourceAsStream("build.properties")) {
            if (file == null) {
                throw new IOException("this build is not whole: build.properties is missing");
            }
            build.load(file);
        }
        return Instant.parse(build.getProperty("builtAt", ""));
    }
}
