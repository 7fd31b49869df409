package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalRecipient;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentPart;
import dev.sgate.journal.SegmentWriter;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.StateChange.DeviceSeen;
import dev.sgate.station.StateChange.JournalExported;
import dev.sgate.station.StateChange.VisitReached;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts the journal on a volume: every event after the last one that the vendor acknowledged, in signed parts (BEHAVIOUR 3 and 6).
 * That it was exported is told in an event that comes after, outside the files it is about; a power cut in between means that the
 * same events go again with the next stick, and the vendor sees that they are the same.
 *
 * <p>{@code detail} of {@code journal-exported}: {@code exportSerial}, {@code firstSeq}, {@code lastSeq}, {@code files} (names, separated
 * by a comma), and where only the first parts got there, {@code code}: why.
 */
public final class JournalExport {
    private final Ledger ledger;
    private final DeviceIdentity device;
    private final HeldBundles bundles;
    private final Staging staging;
    private final StagingSlots slots;
    private final Ids ids;

    public JournalExport(
            Ledger ledger,
            DeviceIdentity device,
            TrustSource trust,
            Staging staging,
            Ids ids,
            Announcements announcements) {
        this.ledger = ledger;
        this.device = device;
        this.bundles = new HeldBundles(ledger, trust);
        this.staging = staging;
        this.slots = new StagingSlots(staging, announcements);
        this.ids = ids;
    }

    /** Parts in staging slots, ready to be copied to the volume. */
    private record Spooled(List<SegmentPart> parts, List<String> slots, ChainHead tip) {
        long lastSeqOf(int firstParts) {
            return parts.get(firstParts - 1).lastSeq();
        }
    }

    /** {@link Step.Exported}, {@link Step.NotExported} or, where nobody let us write, {@link Step.NothingToReturn}. */
    public Step export(Visit visit) {
        if (!visit.mayWrite()) {
            return new Step.NothingToReturn(visit);
        }
        ledger.commit(begin(visit), List.of());
        ExportResult result = exportTo(visit.volume(), visit.now());
        result.fileNames().forEach(visit::addWritten);
        return result.refusal()
                .<Step>map(refusal -> new Step.NotExported(visit, result.fileNames(), refusal))
                .orElseGet(() -> new Step.Exported(visit, result.fileNames()));
    }

    /** A machine that has a seat is seen once more, so that the vendor learns when it was last alive (S62). */
    private List<StateChange> begin(Visit visit) {
        List<StateChange> changes = new ArrayList<>(List.of(new VisitReached(visit.id(), "returning")));
        boolean known =
                ledger.devices().stream().anyMatch(one -> one.fingerprint().equals(device.fingerprint()));
        if (known) {
            changes.add(new DeviceSeen(device.fingerprint(), visit.now()));
        }
        return changes;
    }

    /** Writes the journal to any volume, as {@code collect-telemetry} does. */
    public ExportResult exportTo(Volume volume, Instant now) {
        SegmentExport export = describe(now);
        List<String> spooled = new ArrayList<>();
        try {
            return gather(volume, export, spooled);
        } catch (IllegalArgumentException gap) {
            if (ledger.exportedAfter().equals(export.before())) {
                throw gap;
            }
            // another stick's license acknowledged events between the look and the reading
            return exportTo(volume, now);
        } catch (IOException failure) {
            return ExportResult.nothing(
                    Refusal.of(RefusalCode.INTERNAL, "reason", String.valueOf(failure.getMessage())));
        } finally {
            slots.discard(spooled);
        }
    }

    /** Gathers the journal on our own disk, if it has room for it, and copies it. */
    private ExportResult gather(Volume volume, SegmentExport export, List<String> slots) throws IOException {
        SpoolRoom room = new SpoolRoom(staging);
        Spooled spooled;
        try {
            spooled = spool(export, slots, room);
        } catch (IOException failure) {
            return ExportResult.nothing(room.refusal(failure));
        }
        return copy(volume, export, spooled);
    }

    private SegmentExport describe(Instant now) {
        return describe(ledger, device, bundles, ledger.reserveExportSerial(now), now);
    }

    /** What an export under this serial says of itself. */
    static SegmentExport describe(
            LedgerView ledger, DeviceIdentity device, HeldBundles bundles, long exportSerial, Instant now) {
        List<LicenseBundle> inForce = bundles.all();
        return new SegmentExport(
                device.applianceId(),
                device.fingerprint().digest(),
                exportSerial,
                now,
                inForce.stream().map(bundle -> bundle.terms().bundleId()).toList(),
                devices(ledger),
                ledger.exportedAfter(),
                recipient(inForce));
    }

    private static List<DeviceLine> devices(LedgerView ledger) {
        return ledger.devices().stream()
                .sorted(Comparator.comparing(LedgerView.Device::lastSeen).reversed())
                .map(seen -> new DeviceLine(seen.fingerprint().digest(), seen.firstSeen(), seen.lastSeen()))
                .toList();
    }

    private static Optional<JournalRecipient> recipient(List<LicenseBundle> inForce) {
        return inForce.stream()
                .map(LicenseBundle::terms)
                .max(Comparator.comparing(LicenseTerms::issuedAt))
                .flatMap(LicenseTerms::journalKey)
                .map(key -> new JournalRecipient(key.keyid(), key.x25519()));
    }

    private Spooled spool(SegmentExport export, List<String> slots, SpoolRoom room) throws IOException {
        AtomicReference<Optional<EventLine>> newest = new AtomicReference<>(Optional.empty());
        List<SegmentPart> parts = SegmentWriter.write(
                export,
                each -> ledger.eventsAfter(export.before().seq(), event -> {
                    each.accept(event);
                    newest.set(Optional.of(event));
                }),
                device.key(),
                part -> {
                    slots.add(ids.next().toString());
                    return room.counted(staging.write(slots.getLast(), Staging.Part.ATTACHMENT));
                });
        return new Spooled(parts, slots, newest.get().map(EventLine::head).orElse(export.before()));
    }

    /** Each part is whole or not there, so what got there before a failure is told of and stays. */
    private ExportResult copy(Volume volume, SegmentExport export, Spooled spooled) {
        List<String> written = new ArrayList<>();
        Optional<Refusal> refusal;
        try {
            refusal = volume.makeWritable()
                    ? writeAll(volume, export, spooled, written)
                    : Optional.of(Refusal.of(RefusalCode.READ_ERROR, "reason", "write-protected"));
        } catch (IOException failure) {
            refusal = Optional.of(MediumTrouble.of(volume, failure));
        }
        if (!written.isEmpty()) {
            tell(export, spooled.lastSeqOf(written.size()), written, refusal);
        }
        return new ExportResult(written, refusal);
    }

    private Optional<Refusal> writeAll(Volume volume, SegmentExport export, Spooled spooled, List<String> written)
            throws IOException {
        JournalNames names = new JournalNames(ledger, device, volume, export, spooled.tip());
        for (SegmentPart part : spooled.parts()) {
            Optional<String> name = names.next();
            if (name.isEmpty()) {
                return Optional.of(Refusal.of(RefusalCode.TOO_MANY_FILES, "reason", "no free name for the journal"));
            }
            String slot = spooled.slots().get(part.part() - 1);
            Verdict<String> verdict = volume.write(name.get(), out -> writePart(part, slot, out));
            if (verdict instanceof Verdict.Refused<String>(Refusal refusal)) {
                return Optional.of(refusal);
            }
            written.add(name.get());
        }
        return Optional.empty();
    }

    private void writePart(SegmentPart part, String slot, OutputStream out) throws IOException {
        out.write(part.envelopeLine());
        try (InputStream attachment = staging.read(slot, Staging.Part.ATTACHMENT)) {
            attachment.transferTo(out);
        }
    }

    private void tell(SegmentExport export, long lastSeq, List<String> names, Optional<Refusal> refusal) {
        long firstSeq = export.before().seq() + 1;
        Map<String, Object> detail = Payloads.members(
                "exportSerial",
                export.exportSerial(),
                "firstSeq",
                firstSeq,
                "lastSeq",
                lastSeq,
                "files",
                String.join(",", names),
                "code",
                refusal.map(reason -> reason.code().word()));
        ledger.commit(
                List.of(new JournalExported(export.exportSerial(), firstSeq, lastSeq, names, export.exportedAt())),
                List.of(EventDraft.of(EventType.JOURNAL_EXPORTED, export.exportedAt(), detail)));
    }
}
