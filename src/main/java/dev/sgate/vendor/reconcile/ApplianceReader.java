package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.ledger.ApplianceState.Gap;
import dev.sgate.vendor.ledger.ApplianceState.MissingParts;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.ImportTable;
import dev.sgate.vendor.ledger.JournalShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Reads how an appliance's journal stands. */
final class ApplianceReader {
    /** Exports with missing parts that are listed, and missing parts of each. */
    private static final int LISTED_MAX = 100;

    private ApplianceReader() {}

    static ApplianceState read(Connection connection, UUID appliance) throws SQLException {
        List<Gap> gaps = gaps(connection, appliance);
        return new ApplianceState(
                !ApplianceTable.isEnrolled(connection, appliance),
                JournalShape.wholeTo(connection, appliance).seq(),
                gaps,
                gaps.isEmpty() ? List.of() : missingParts(ImportTable.parts(connection, appliance)),
                JournalShape.forks(connection, appliance),
                ApplianceTable.twins(connection, appliance));
    }

    /** What is missing, with the word where it is lost. */
    static List<Gap> gaps(Connection connection, UUID appliance) throws SQLException {
        List<Gap> gaps = JournalShape.gaps(connection, appliance);
        if (gaps.isEmpty()) {
            return gaps;
        }
        LostStretches lost = LostStretches.of(connection, appliance);
        return gaps.stream().map(lost::mark).toList();
    }

    private static List<MissingParts> missingParts(List<ImportTable.Part> came) {
        Map<Long, List<ImportTable.Part>> exports = came.stream()
                .collect(Collectors.groupingBy(ImportTable.Part::exportSerial, TreeMap::new, Collectors.toList()));
        List<MissingParts> missing = new ArrayList<>();
        exports.forEach((serial, parts) -> {
            Set<Long> there = parts.stream().map(ImportTable.Part::part).collect(Collectors.toSet());
            long count = parts.getFirst().parts();
            List<Long> gone = LongStream.rangeClosed(1, count)
                    .filter(part -> !there.contains(part))
                    .limit(LISTED_MAX)
                    .boxed()
                    .toList();
            if (!gone.isEmpty() && missing.size() < LISTED_MAX) {
                missing.add(new MissingParts(serial, gone, count));
            }
        });
        return missing;
    }
}
