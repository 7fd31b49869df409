package dev.sgate.station;

import dev.sgate.seal.PayloadType;
import dev.sgate.station.Step.Opened;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the files of one stick in order, whatever their names (BEHAVIOUR 3): licenses before updates. Trust documents came before
 * all of them, see {@link TrustFirst}.
 */
public final class VisitOrder {
    private static final List<PayloadType> FIRST_TO_LAST = List.of(PayloadType.LICENSE, PayloadType.UPDATE);

    private static final Comparator<OpenedFile> ORDER = Comparator.comparingInt(
                    (OpenedFile file) -> FIRST_TO_LAST.indexOf(file.type()))
            .thenComparingLong(OpenedFile::order)
            .thenComparing(OpenedFile::identity);

    /** The files that were opened: licenses by serial, updates by time of issue. */
    public List<Opened> inOrder(Visit visit) {
        return visit.opened().stream()
                .sorted(ORDER)
                .map(file -> new Opened(visit, file))
                .toList();
    }
}
