package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The names that an export may use (BEHAVIOUR 3): {@code journal-YYYYMMDD.sgsync} in UTC, then {@code -2}, {@code -3} and so on. A name
 * held by another appliance's file, or by one of ours with events that this export lacks, is left alone.
 */
final class JournalNames {
    /** Nobody carries that many journals of one day on one stick. */
    private static final int NAMES_MAX = 1_000;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

    private final LedgerView ledger;
    private final Kid deviceKid;
    private final Volume volume;
    private final SegmentExport export;
    private final ChainHead tip;
    private int tried;

    JournalNames(LedgerView ledger, DeviceIdentity device, Volume volume, SegmentExport export, ChainHead tip) {
        this.ledger = ledger;
        this.deviceKid = device.key().publicKey().deviceKid();
        this.volume = volume;
        this.export = export;
        this.tip = tip;
    }

    /** The next name that is free, or that holds nothing but what this export holds too. */
    Optional<String> next() throws IOException {
        while (tried < NAMES_MAX) {
            tried++;
            String name = "journal-" + DAY.format(export.exportedAt()) + (tried == 1 ? "" : "-" + tried)
                    + PayloadType.JOURNAL.ending();
            if (mayReplace(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private boolean mayReplace(String name) throws IOException {
        Optional<InputStream> found = volume.readOwn(name);
        if (found.isEmpty()) {
            return true;
        }
        try (InputStream in = found.get()) {
            return new SealedFile(in)
                                    .open(Keyring.nothing("only our own key counts"))
                                    .then(payload -> payload.type() == PayloadType.JOURNAL
                                            ? Segment.from(payload)
                                            : Verdict.refused(Refusal.of(RefusalCode.WRONG_ROLE)))
                            instanceof Verdict.Accepted<Segment>(Segment segment)
                    && segment.deviceKeyId().equals(deviceKid)
                    && isContained(segment.terms());
        }
    }

    private boolean isContained(SegmentTerms terms) {
        return terms.firstSeq() > export.before().seq()
                && terms.lastSeq() <= tip.seq()
                && isOurs(new ChainHead(terms.lastSeq(), terms.head()));
    }

    private boolean isOurs(ChainHead last) {
        return last.equals(export.before())
                || ledger.headAt(last.seq()).filter(last::equals).isPresent();
    }
}
