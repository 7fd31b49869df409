package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import dev.sgate.station.StateChange.UpdateWaits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Updates that waited when the ledger was lost: their staging slots are still there, and each proves by the vendor's line in it what it
 * is. They wait again, without the yes that a person may have given. The bytes are judged when it is their time, as those of any update
 * that waited. Commits nothing.
 */
final class KeptWaiting {
    private final Staging staging;
    private final Keyring keyring;

    /** @param keyring also of keys that were revoked since */
    KeptWaiting(Staging staging, Keyring keyring) {
        this.staging = staging;
        this.keyring = keyring;
    }

    /** @param waiting the slot of each application's update, as the witness says */
    List<StateChange> changes(Map<String, String> waiting, Instant now) {
        List<StateChange> changes = new ArrayList<>();
        waiting.forEach((app, slot) -> found(envelope(slot), keyring)
                .filter(kept -> kept.offer().app().name().equals(app))
                .ifPresent(kept -> changes.add(new UpdateWaits(kept.offer(), kept.line(), slot, now))));
        return changes;
    }

    /** An update that proves what it is, with its own line. */
    private record Kept(UpdateOffer offer, byte[] line) {}

    /** Of the file that lies in the slot: an update, or a license that brought one along. */
    private static Optional<Kept> found(byte[] line, Keyring keyring) {
        return EnvelopeLine.verify(line, keyring) instanceof Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload)
                ? switch (payload.type()) {
                    case UPDATE -> kept(UpdateOffer.from(payload), line);
                    case LICENSE ->
                        LicenseBundle.from(payload) instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                                ? bundle.terms()
                                        .updateEnvelope()
                                        .flatMap(inside -> kept(UpdateOffer.openEmbedded(inside, keyring), inside))
                                : Optional.empty();
                    case TRUST, JOURNAL, LEASE_KEY -> Optional.empty();
                }
                : Optional.empty();
    }

    private static Optional<Kept> kept(Verdict<UpdateOffer> verdict, byte[] line) {
        return verdict instanceof Verdict.Accepted<UpdateOffer>(UpdateOffer offer)
                ? Optional.of(new Kept(offer, line))
                : Optional.empty();
    }

    /** Nothing, which is no envelope, where the slot is gone or the disk does not give it: the stick brings it again. */
    private byte[] envelope(String slot) {
        try (InputStream in = staging.read(slot, Staging.Part.ENVELOPE)) {
            return in.readNBytes(Limits.ENVELOPE_MAX_BYTES);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }
}
