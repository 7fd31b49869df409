package dev.sgate.appliance.local;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.UnverifiedJson;
import dev.sgate.seal.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One question, one line of JSON. What a question does not need is left out.
 *
 * @param product of {@link Kind#CHECK}
 * @param license of {@link Kind#ACTIVATE}
 * @param serial of the bundle that was shown before {@link Kind#ACTIVATE}
 * @param seat of {@link Kind#PREVIEW_RELEASE} and {@link Kind#RELEASE_SEAT}: digits of a device, or the id of an instance
 * @param json whether a program reads the answer, and not a person
 */
public record Question(
        Kind kind,
        Optional<String> product,
        Optional<UUID> license,
        Optional<Long> serial,
        Optional<String> seat,
        boolean json) {
    private static final int MAX_BYTES = 4096;

    /** What can be asked; all but {@link #CHECK} only by root and the appliance's own user. */
    public enum Kind {
        /** Whether an application may run. */
        CHECK,
        /** Which licenses wait for a person. */
        PENDING,
        /** A person says yes. */
        ACTIVATE,
        /** Who holds seats. */
        SEATS,
        /** What taking a seat back would do. */
        PREVIEW_RELEASE,
        /** Takes a seat back. */
        RELEASE_SEAT,
        /** Which keys leases are signed with. */
        LEASE_KEYS,
        /** A new key that signs leases. */
        ROTATE_LEASE_KEY,
        /** Names of devices are erased. */
        ERASE_PERSONAL;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> find(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    private static Question of(Kind kind, boolean json) {
        return new Question(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), json);
    }

    /** Whether an application of this product may run; without a product, of the only one held. */
    public static Question check(Optional<String> product, boolean json) {
        return new Question(Kind.CHECK, product, Optional.empty(), Optional.empty(), Optional.empty(), json);
    }

    public static Question pending(boolean json) {
        return of(Kind.PENDING, json);
    }

    /** A person says yes to what was shown: the bundle of this serial. */
    public static Question activate(UUID license, long serial, boolean json) {
        return new Question(
                Kind.ACTIVATE, Optional.empty(), Optional.of(license), Optional.of(serial), Optional.empty(), json);
    }

    public static Question seats(boolean json) {
        return of(Kind.SEATS, json);
    }

    public static Question previewRelease(String seat, boolean json) {
        return new Question(
                Kind.PREVIEW_RELEASE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(seat), json);
    }

    public static Question releaseSeat(String seat, boolean json) {
        return new Question(
                Kind.RELEASE_SEAT, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(seat), json);
    }

    public static Question leaseKeys(boolean json) {
        return of(Kind.LEASE_KEYS, json);
    }

    public static Question rotateLeaseKey(boolean json) {
        return of(Kind.ROTATE_LEASE_KEY, json);
    }

    public static Question erasePersonal(boolean json) {
        return of(Kind.ERASE_PERSONAL, json);
    }

    byte[] toBytes() {
        return Payloads.toJson(Payloads.members(
                "ask",
                kind.word(),
                "product",
                product,
                "license",
                license,
                "serial",
                serial,
                "seat",
                seat,
                "json",
                json));
    }

    static Verdict<Question> parse(byte[] line) {
        return UnverifiedJson.parse(line, MAX_BYTES, Question::read);
    }

    private static Question read(Fields fields) {
        return new Question(
                fields.getChoice("ask", Kind::find),
                fields.findProduct("product"),
                fields.findUuid("license"),
                fields.findInteger("serial", 0, Limits.INTEGER_MAX),
                fields.findName("seat"),
                fields.findBoolean("json").orElse(false));
    }
}
