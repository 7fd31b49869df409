package dev.sgate.station;

import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Verdict;
import dev.sgate.station.StateChange.UpdateWaits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        for (Map.Entry<String, String> one : waiting.entrySet()) {
            byte[] line = line(one.getValue());
            if (EnvelopeLine.verify(line, keyring).then(UpdateOffer::from)
                            instanceof Verdict.Accepted<UpdateOffer>(UpdateOffer offer)
                    && offer.app().name().equals(one.getKey())) {
                changes.add(new UpdateWaits(offer, line, one.getValue(), now));
            }
        }
        return changes;
    }

    /** Nothing, which is no envelope, where the slot is gone or the disk does not give it: the stick brings it again. */
    private byte[] line(String slot) {
        try (InputStream in = staging.read(slot, Staging.Part.ENVELOPE)) {
            return in.readNBytes(Limits.ENVELOPE_MAX_BYTES);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }
}
