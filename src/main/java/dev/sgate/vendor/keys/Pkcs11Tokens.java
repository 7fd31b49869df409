package dev.sgate.vendor.keys;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens behind one PKCS#11 library. The JDK's provider is set up for a slot by its place in the list, and tells which token is
 * in it only by printing that: so each slot is set up once with its output caught, and the label is read from there. No PIN is tried
 * on a token that is not meant: it would count against it.
 */
final class Pkcs11Tokens {
    private static final Pattern WITH_TOKENS = Pattern.compile("Slots with tokens: ([0-9, ]*)");
    private static final Pattern LABEL = Pattern.compile("(?m)^ *label: (.*?) *$");

    private Pkcs11Tokens() {}

    /** A provider set up for the token with this label; empty if no slot has it. */
    static Optional<Provider> find(Path module, String label) {
        int slots = 1;
        for (int place = 0; place < slots; place++) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Optional<Provider> provider = configure(module, place, printed);
            String text = printed.toString(StandardCharsets.UTF_8);
            slots = Math.max(slots, count(text));
            Matcher found = LABEL.matcher(text);
            if (provider.isPresent() && found.find() && found.group(1).equals(label)) {
                return provider;
            }
        }
        return Optional.empty();
    }

    private static int count(String printed) {
        Matcher slots = WITH_TOKENS.matcher(printed);
        return slots.find() && !slots.group(1).isBlank() ? slots.group(1).split(",", -1).length : 0;
    }

    /** Empty where the slot's token cannot be used, e.g. because nobody made it ready yet. */
    private static synchronized Optional<Provider> configure(Path module, int place, ByteArrayOutputStream printed) {
        String settings = "--name = sgate" + place + "\nlibrary = " + module.toAbsolutePath() + "\nslotListIndex = "
                + place + "\nshowInfo = true\n";
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return Optional.of(Security.getProvider("SunPKCS11").configure(settings));
        } catch (ProviderException | InvalidParameterException unusable) {
            if (printed.size() == 0) {
                throw unusable; // not even the library answered
            }
            return Optional.empty();
        } finally {
            System.setOut(before);
        }
    }
}
