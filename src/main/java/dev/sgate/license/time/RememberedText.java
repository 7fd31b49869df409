package dev.sgate.license.time;

import dev.sgate.seal.Kid;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@link RememberedTime} as text, for the file beside the ledger: one {@link TimeText} after the other, each under a line {@code
 * signers} with its key ids in order. That of no keys comes first and has no such line.
 */
public final class RememberedText {
    private static final String SIGNERS = "signers ";
    private static final Pattern NEXT = Pattern.compile("(?m)^(?=" + SIGNERS + ")");
    private static final Pattern IDS = Pattern.compile("[A-Za-z0-9._-]+( [A-Za-z0-9._-]+)*");

    private RememberedText() {}

    /** The text of all that is remembered; ends with a line feed, or is empty where nothing is. */
    public static String write(RememberedTime time) {
        Map<String, String> parts = new TreeMap<>();
        time.bySigners().forEach((signers, state) -> parts.put(ids(signers), TimeText.write(state)));
        StringBuilder text = new StringBuilder();
        parts.forEach((ids, part) ->
                text.append(ids.isEmpty() ? "" : SIGNERS + ids + "\n").append(part));
        return text.toString();
    }

    private static String ids(Set<Kid> signers) {
        return signers.stream().sorted().map(Kid::value).collect(Collectors.joining(" "));
    }

    /** Empty for anything that {@link #write} does not write. */
    public static Optional<RememberedTime> read(String text) {
        Map<Set<Kid>, TimeState> parts = new HashMap<>();
        for (String part : NEXT.split(text, -1)) {
            int end = part.startsWith(SIGNERS) ? part.indexOf('\n') + 1 : 0;
            Optional<Set<Kid>> signers = end == 0 ? Optional.of(Set.of()) : signers(part.substring(0, end - 1));
            Optional<TimeState> state = TimeText.read(part.substring(end));
            if (signers.isEmpty() || state.isEmpty()) {
                return Optional.empty();
            }
            parts.put(signers.get(), state.get());
        }
        RememberedTime time = new RememberedTime(parts);
        return write(time).equals(text) ? Optional.of(time) : Optional.empty();
    }

    private static Optional<Set<Kid>> signers(String line) {
        String ids = line.substring(SIGNERS.length());
        return IDS.matcher(ids).matches()
                ? Optional.of(Arrays.stream(ids.split(" ", -1)).map(Kid::new).collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }
}
