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
 * @param release of the kinds about releases: the name of an application, or the first digits of a digest
 * @param json whether a program reads the answer, and not a person
 */
public record Question(
        Kind kind,
        Optional<String> product,
        Optional<UUID> license,
        Optional<Long> serial,
        Optional<String> seat,
        Optional<String> release,
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
        ERASE_PERSONAL,
        /** Which releases there are, and which are in quarantine. */
        RELEASES,
        /** What going back to the previous release would do. */
        PREVIEW_ROLLBACK,
        /** Goes back to the previous release. */
        ROLLBACK,
        /** What lifting a quarantine would do. */
        PREVIEW_FORGIVE,
        /** Lifts a quarantine. */
        FORGIVE,
        /** Which update waits. */
        PREVIEW_INSTALL,
        /** A person says yes to the update that waits. */
        INSTALL;

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
        return about(kind, Optional.empty(), Optional.empty(), json);
    }

    private static Question about(Kind kind, Optional<String> seat, Optional<String> release, boolean json) {
        return new Question(kind, Optional.empty(), Optional.empty(), Optional.empty(), seat, release, json);
    }

    /** Whether an application of this product may run; without a product, of the only one held. */
    public static Question check(Optional<String> product, boolean json) {
        return new Question(
                Kind.CHECK, product, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), json);
    }

    public static Question pending(boolean json) {
        return of(Kind.PENDING, json);
    }

    /** A person says yes to what was shown: the bundle of this serial. */
    public static Question activate(UUID license, long serial, boolean json) {
        return new Question(
                Kind.ACTIVATE,
                Optional.empty(),
                Optional.of(license),
                Optional.of(serial),
                Optional.empty(),
                Optional.empty(),
                json);
    }

    public static Question seats(boolean json) {
        return of(Kind.SEATS, json);
    }

    public static Question previewRelease(String seat, boolean json) {
        return about(Kind.PREVIEW_RELEASE, Optional.of(seat), Optional.empty(), json);
    }

    public static Question releaseSeat(String seat, boolean json) {
        return about(Kind.RELEASE_SEAT, Optional.of(seat), Optional.empty(), json);
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

    /** Of one application, or of all. */
    public static Question releases(Optional<String> app, boolean json) {
        return about(Kind.RELEASES, Optional.empty(), app, json);
    }

    /** Of the application with this name, or of the only one. */
    public static Question previewRollback(Optional<String> app, boolean json) {
        return about(Kind.PREVIEW_ROLLBACK, Optional.empty(), app, json);
    }

    /** The same, and it is done. */
    public static Question rollBack(Optional<String> app, boolean json) {
        return about(Kind.ROLLBACK, Optional.empty(), app, json);
    }

    public static Question previewForgiveness(String digits, boolean json) {
        return about(Kind.PREVIEW_FORGIVE, Optional.empty(), Optional.of(digits), json);
    }

    public static Question forgive(String digits, boolean json) {
        return about(Kind.FORGIVE, Optional.empty(), Optional.of(digits), json);
    }

    /** For the application with this name, or the only one that waits. */
    public static Question previewInstall(Optional<String> app, boolean json) {
        return about(Kind.PREVIEW_INSTALL, Optional.empty(), app, json);
    }

    /** The same, and it is confirmed. */
    public static Question install(Optional<String> app, boolean json) {
        return about(Kind.INSTALL, Optional.empty(), app, json);
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
                "release",
                release,
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
                fields.findName("release"),
                fields.findBoolean("json").orElse(false));
    }
}
