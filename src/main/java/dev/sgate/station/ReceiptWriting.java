package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the receipt on the stick, for a person and as JSON, in the site's language (BEHAVIOUR 3):
 * {@code sgate-receipt-<first 8 hex of the fingerprint>.txt} and {@code .json}. A stick that gave nobody the right to write on it gets
 * nothing.
 */
public final class ReceiptWriting {
    private final LedgerView ledger;
    private final DeviceIdentity device;
    private final Sentences sentences;
    private final ZoneId zone;

    /** @param zone of the local times on the receipt */
    public ReceiptWriting(Ledger ledger, DeviceIdentity device, Situation situation, ZoneId zone) {
        this.ledger = ledger;
        this.device = device;
        this.sentences = Sentences.in(situation.language());
        this.zone = zone;
    }

    /**
     * {@link Step.ReceiptWritten}, {@link Step.ReceiptNotWritten} or {@link Step.NothingToReturn}.
     *
     * @param returned what became of the journal: {@link Step.Exported}, {@link Step.NotExported} or {@link Step.NothingToReturn}
     */
    public Step write(Step returned) {
        Visit visit = returned.visit();
        if (!visit.mayWrite()) {
            return new Step.NothingToReturn(visit);
        }
        Receipt receipt = receipt(returned);
        String name = "sgate-receipt-" + device.fingerprint().digest().first8();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name + ".txt", ReceiptText.render(receipt, sentences, zone));
        files.put(name + ".json", ReceiptJson.render(receipt, sentences, zone));
        try {
            return writeAll(visit, files);
        } catch (IOException failure) {
            return new Step.ReceiptNotWritten(visit, MediumTrouble.of(visit.volume(), failure));
        }
    }

    private Receipt receipt(Step returned) {
        return new Receipt(
                device.applianceId(),
                device.fingerprint(),
                returned.visit().id(),
                returned.visit().now(),
                returned.visit().outcomes(),
                ledger.running().stream()
                        .map(release -> new Receipt.InUse(release.appName(), release.version()))
                        .toList(),
                onTheStick(returned),
                returned instanceof Step.NotExported notExported
                        ? Optional.of(notExported.refusal())
                        : Optional.empty());
    }

    private static List<String> onTheStick(Step returned) {
        return switch (returned) {
            case Step.Exported exported -> exported.fileNames();
            case Step.NotExported partly -> partly.fileNames();
            default -> List.of();
        };
    }

    private static Step writeAll(Visit visit, Map<String, byte[]> files) throws IOException {
        if (!visit.volume().makeWritable()) {
            return new Step.ReceiptNotWritten(visit, Refusal.of(RefusalCode.READ_ERROR, "reason", "write-protected"));
        }
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Verdict<String> verdict = visit.volume().write(file.getKey(), out -> out.write(file.getValue()));
            if (verdict instanceof Verdict.Refused<String>(Refusal refusal)) {
                return new Step.ReceiptNotWritten(visit, refusal);
            }
            visit.addWritten(file.getKey());
            written.add(file.getKey());
        }
        return new Step.ReceiptWritten(visit, written);
    }
}
