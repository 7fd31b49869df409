package dev.sgate.station;

import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Puts the journal on the stick. */
public final class JournalExport {
    public JournalExport(Ledger ledger, DeviceIdentity device, TrustSource trust) {}

    /** {@link Step.Exported}, {@link Step.NotExported} or {@link Step.NothingToReturn}. */
    public Step export(Visit visit) {
        return new Step.NothingToReturn(visit);
    }

    /** Writes the journal to any volume, as {@code collect-telemetry} does; the names of the files written. */
    public Verdict<List<String>> exportTo(Volume volume, Instant now) throws IOException {
        return Verdict.accepted(List.of());
    }
}
