package dev.sgate.release;

import java.util.Map;

/** What a machine can run, in the words of {@code app.platform}. */
public record Platform(String word) {
    private static final String ANY = "any";
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64", "arm64", "arm64");

    /** The platform of a machine that names its system and architecture like this, e.g. {@code Linux} and {@code aarch64}. */
    public static Platform of(String system, String architecture) {
        return new Platform(system.toLowerCase(java.util.Locale.ROOT) + "/"
                + ARCHITECTURES.getOrDefault(architecture, architecture));
    }

    /** Whether a release for {@code offered} runs here. */
    public boolean runs(String offered) {
        return offered.equals(ANY) || offered.equals(word);
    }

    @Override
    public String toString() {
        return word;
    }
}
