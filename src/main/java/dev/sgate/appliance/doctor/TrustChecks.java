package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The vendor's trust document that site IT put in place. */
final class TrustChecks {
    private static final int ROOT = 0;
    private static final Duration WARN_BEFORE = Duration.ofDays(30);
    private static final String WHY_CLOSED =
            "what somebody else could have changed is not believed, and no stick is taken";

    private TrustChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "trust-missing",
                        "whether the trust document is there",
                        "without it nobody's signature counts, and every file on every stick is refused",
                        TrustChecks::missing),
                Check.broken(
                        "trust-link",
                        "whether the trust document is a regular file",
                        "a link can be led elsewhere, so it is not followed",
                        TrustChecks::link),
                Check.broken(
                        "trust-open",
                        "who may write to the trust document and its folder",
                        WHY_CLOSED,
                        TrustChecks::open),
                Check.broken(
                        "trust-owner",
                        "whom the trust document and its folder belong to",
                        WHY_CLOSED,
                        TrustChecks::owner),
                Check.broken(
                        "trust-unreadable",
                        "whether the appliance's own user may read the trust document",
                        "the appliance runs as that user, not as root",
                        TrustChecks::unreadable),
                Check.broken(
                        "trust-damaged",
                        "whether the trust document proves itself",
                        "a document that was changed or cut off names no key that could be believed",
                        TrustChecks::damaged),
                Check.toLookAt(
                        "trust-expiring",
                        "until when the trust document is meant to be used",
                        "nothing stops for it, but the vendor has new keys or will have them soon",
                        TrustChecks::expiring));
    }

    private static Path file(Box box) {
        return box.settings().trust();
    }

    /** Whether it is there at all, as a file of its own; the first two checks say if not. */
    private static boolean isFile(Box box) {
        return Files.isRegularFile(file(box), LinkOption.NOFOLLOW_LINKS);
    }

    private static Finding missing(Box box) {
        return faultIf(
                !Files.exists(file(box), LinkOption.NOFOLLOW_LINKS),
                "there is no trust document " + file(box),
                "`install -o root -g root -m 0644 vendor.sgtrust " + file(box)
                        + "`, after you compared its identity by telephone");
    }

    private static Finding link(Box box) {
        return faultIf(
                Files.exists(file(box), LinkOption.NOFOLLOW_LINKS) && !isFile(box),
                file(box) + " is not a regular file",
                "put the document itself there");
    }

    private static Finding open(Box box) throws IOException {
        if (!isFile(box)) {
            return Finding.HEALTHY;
        }
        return Permissions.writableByOthers(file(box))
                .map(open -> Finding.fault(
                        "others may write to " + open,
                        "compare the document's identity with the vendor, then `chmod go-w " + open + "`"))
                .orElse(Finding.HEALTHY);
    }

    private static Finding owner(Box box) throws IOException, CannotTell {
        if (!isFile(box)) {
            return Finding.HEALTHY;
        }
        for (Path checked : List.of(file(box), Permissions.folder(file(box)))) {
            int owner = Box.uid(checked);
            if (owner != ROOT && owner != box.owner()) {
                return Finding.fault(
                        checked + " belongs to user " + owner,
                        "compare the document's identity with the vendor, then `chown root:root " + checked + "`");
            }
        }
        return Finding.HEALTHY;
    }

    private static Finding unreadable(Box box) throws IOException, CannotTell {
        int user = box.owner();
        if (!isFile(box) || user == ROOT || Box.uid(file(box)) == user) {
            return Finding.HEALTHY;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file(box));
        return faultIf(
                !mode.contains(PosixFilePermission.OTHERS_READ),
                "user " + user + ", whom the state belongs to, may not read " + file(box),
                "`chmod 0644 " + file(box) + "`; there is no secret in it");
    }

    private static Finding damaged(Box box) throws IOException {
        if (!isFile(box)) {
            return Finding.HEALTHY;
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file(box), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(Limits.SMALL_ENVELOPE_MAX_BYTES + 1);
        }
        return switch (Keyring.pin(bytes)) {
            case Verdict.Accepted<Keyring> accepted -> Finding.HEALTHY;
            case Verdict.Refused<Keyring> refused ->
                Finding.fault(
                        file(box) + " does not prove itself: "
                                + refused.refusal().code().word() + " "
                                + refused.refusal().evidence().oneLine(),
                        "put the vendor's newest trust document in its place");
        };
    }

    private static Finding expiring(Box box) throws CannotTell {
        Optional<Instant> expires = box.report().trust().expires();
        Instant now = box.report().at();
        return expires.filter(end -> now.isAfter(end.minus(WARN_BEFORE)))
                .map(end -> Finding.fault(
                        "the trust document " + (now.isAfter(end) ? "expired at " : "expires at ") + Payloads.time(end),
                        "ask the vendor for the next one; it comes by stick"))
                .orElse(Finding.HEALTHY);
    }
}
