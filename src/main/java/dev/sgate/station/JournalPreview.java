package dev.sgate.station;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.journal.SegmentWriter;
import dev.sgate.seal.Base64Text;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What would leave with the next export, to be read before it leaves: the envelopes' fields, the device lines and the event lines, all
 * of them and as they go. Writes nothing, signs nothing and takes no serial.
 */
public final class JournalPreview {
    private final LedgerView ledger;
    private final DeviceIdentity device;
    private final SegmentExport export;
    private final List<SegmentTerms> parts;

    private JournalPreview(LedgerView ledger, DeviceIdentity device, SegmentExport export, List<SegmentTerms> parts) {
        this.ledger = ledger;
        this.device = device;
        this.export = export;
        this.parts = parts;
    }

    /** Looks at where the journal stands now. */
    public static JournalPreview of(LedgerView ledger, DeviceIdentity device, TrustSource trust, Instant now)
            throws IOException {
        SegmentExport export = JournalExport.describe(
                ledger, device, new HeldBundles(ledger, trust), ledger.lastExportSerial() + 1, now);
        List<SegmentTerms> parts = SegmentWriter.describe(
                export, each -> ledger.eventsAfter(export.before().seq(), each));
        return new JournalPreview(ledger, device, export, parts);
    }

    /** What each file says of itself, in order. */
    public List<SegmentTerms> parts() {
        return parts;
    }

    /** The envelope of each file without its signature, the payload as it is before it is written in base64. */
    public List<Map<String, Object>> envelopes() {
        List<Map<String, Object>> envelopes = new ArrayList<>();
        parts.forEach(part -> envelopes.add(Payloads.members(
                "payloadType", PayloadType.JOURNAL.mediaType(),
                "payload", part.toPayload(),
                "deviceKey", Base64Text.encode(device.key().publicKey().spki()),
                "keyid", device.key().publicKey().deviceKid())));
        return envelopes;
    }

    /** The devices that stand in front of the events. */
    public List<DeviceLine> devices() {
        return export.devices().stream().limit(parts.getFirst().deviceCount()).toList();
    }

    /** Hands over the events, oldest first; those that came after this look was taken are not among them. */
    public void events(Consumer<EventLine> each) {
        long last = parts.getLast().lastSeq();
        ledger.eventsAfter(export.before().seq(), event -> {
            if (event.seq() <= last) {
                each.accept(event);
            }
        });
    }
}
