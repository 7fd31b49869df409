package dev.sgate.vectors;

import java.util.Random;
import java.util.function.Consumer;

/** Input that nobody thought of, the same at each run: a failure names the seed that made it. */
public final class RandomInput {
    private static final int TRIES = 1_000;

    private RandomInput() {}

    /** Calls the property a thousand times, each time with another seed. */
    public static void forEachSeed(Consumer<Random> property) {
        for (int seed = 0; seed < TRIES; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("with seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** Up to so many bytes. */
    public static byte[] bytes(Random random, int atMost) {
        byte[] bytes = new byte[random.nextInt(atMost + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Up to so many characters: half of them from {@code likely}, the others any at all, halves of pairs included. */
    public static String text(Random random, int atMost, String likely) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(atMost + 1);
        while (text.length() < length) {
            text.append(
                    random.nextBoolean()
                            ? likely.charAt(random.nextInt(likely.length()))
                            : (char) random.nextInt(Character.MAX_VALUE + 1));
        }
        return text.toString();
    }

    /** One of these. */
    @SafeVarargs
    public static <T> T oneOf(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
