package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Payloads;
import dev.sgate.station.StateChange.NamesErased;
import java.io.IOException;
import java.util.List;

/**
 * Erases what devices call themselves, for site IT (BEHAVIOUR 6, E17). The journal tells that it was done; it never had the names. They
 * come again with the next activation of each device.
 */
public final class PersonalErasure {
    private final Ledger ledger;
    private final PersonalKey key;
    private final DeviceIdentity device;
    private final TrustedTime time;

    public PersonalErasure(Ledger ledger, PersonalKey key, DeviceIdentity device, TrustedTime time) {
        this.ledger = ledger;
        this.key = key;
        this.device = device;
        this.time = time;
    }

    /**
     * Destroys the key first, so that the names are gone whatever happens to the ledger then. To be done again where it failed.
     *
     * @throws IOException if the key cannot be replaced; nothing was deleted then
     */
    public void erase() throws IOException {
        key.replace();
        ledger.commit(
                List.of(new NamesErased()),
                List.of(EventDraft.of(EventType.WARNING, time.now(), Payloads.members("kind", "names-erased"))
                        .aboutDevice(device.fingerprint().hex())));
    }
}
