package dev.sgate.station;

import java.time.ZoneId;

/** Writes the receipt on the stick, for people and as JSON. */
public final class ReceiptWriting {
    public ReceiptWriting(Ledger ledger, DeviceIdentity device, Situation situation, ZoneId zone) {}

    /**
     * {@link Step.ReceiptWritten}, {@link Step.ReceiptNotWritten} or {@link Step.NothingToReturn}.
     *
     * @param returned what became of the journal: {@link Step.Exported}, {@link Step.NotExported} or {@link Step.NothingToReturn}
     */
    public Step write(Step returned) {
        return new Step.NothingToReturn(returned.visit());
    }
}
