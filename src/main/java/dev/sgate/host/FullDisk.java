package dev.sgate.host;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;
import java.util.List;

/**
 * Tells a full disk from a broken one. Java hands over the kernel's error as text only, in the language of the locale: the launcher
 * and the service unit set {@code C.UTF-8}.
 */
final class FullDisk {
    private static final List<String> SAYINGS = List.of("No space left on device", "Disk quota exceeded");

    private FullDisk() {}

    static boolean isCauseOf(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        return SAYINGS.stream().anyMatch(text::contains);
    }

    /** The refusal for what did not fit; {@code disk} says which: {@code volume} or {@code state}. */
    static Refusal refusal(String disk) {
        return Refusal.of(RefusalCode.NO_SPACE, "disk", disk);
    }
}
