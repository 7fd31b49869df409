package dev.sgate.appliance.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/**
 * Looks at one thing.
 *
 * @param name of the fault it finds: words of a-z with hyphens, the same for ever
 * @param weight of the fault
 * @param looksAt what it looks at, in a few words
 * @param why it matters, a sentence without a full stop
 * @param look never changes anything
 */
public record Check(String name, Weight weight, String looksAt, String why, Look look) {
    /** Looks, and says what it found. */
    @FunctionalInterface
    interface Look {
        Finding at(Box box) throws IOException, CannotTell;
    }

    static Check broken(String name, String looksAt, String why, Look look) {
        return new Check(name, Weight.BROKEN, looksAt, why, look);
    }

    static Check toLookAt(String name, String looksAt, String why, Look look) {
        return new Check(name, Weight.LOOK, looksAt, why, look);
    }

    Diagnosis examine(Box box) {
        return new Diagnosis(this, find(box));
    }

    private Finding find(Box box) {
        try {
            return look.at(box);
        } catch (CannotTell notOpened) {
            return new Finding.Unknown(String.valueOf(notOpened.getMessage()));
        } catch (AccessDeniedException denied) {
            return new Finding.Unknown(
                    "no right to look at " + denied.getFile() + "; ask as root or as the appliance's own user");
        } catch (IOException | RuntimeException failed) {
            return new Finding.Unknown("it could not be looked at: " + failed.getMessage());
        }
    }
}
