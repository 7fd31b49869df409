package dev.sgate.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks a person before something is done. */
public final class Consent {
    private static final Set<String> YES = Set.of("y", "yes", "j", "ja");

    private Consent() {}

    /** Whether the next line of standard input says yes; its end says no. */
    public static boolean given(String question) {
        System.err.print(question + " [y/N] ");
        System.err.flush();
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line != null && YES.contains(line.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
