package dev.sgate.campaign.courier;

import dev.sgate.journal.ChainHead;
import dev.sgate.store.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Mistakes that a desk could have. The campaign must notice each; a campaign that does not proves nothing. */
enum SeededBug {
    /** Events that were there already are counted again. */
    COUNTS_DUPLICATES {
        @Override
        Optional<CourierDesk.Told> importFile(RealDesk desk, int importer, Path file, Instant now, Set<String> seen)
                throws IOException {
            return desk.importFile(importer, file, now)
                    .map(told -> new CourierDesk.Told(told.newEvents() + told.duplicates(), 0, told.devicesCreated()));
        }
    },
    /** The acknowledgement goes to the newest event, over what is missing. */
    ACKNOWLEDGES_PAST_A_GAP {
        @Override
        Optional<ChainHead> acknowledges(RealDesk desk, UUID appliance) {
            return desk.ledger()
                    .read(connection -> Sql.find(
                            connection,
                            "SELECT seq, digest FROM event WHERE appliance_id = ? ORDER BY seq DESC LIMIT 1",
                            row -> new ChainHead(row.integer("seq"), row.digest("digest")),
                            appliance));
        }
    },
    /** What was rejected as from the future is accepted when the same file comes again later. */
    LAST_VERDICT_STANDS {
        @Override
        Optional<CourierDesk.Told> importFile(RealDesk desk, int importer, Path file, Instant now, Set<String> seen)
                throws IOException {
            Optional<CourierDesk.Told> told = desk.importFile(importer, file, now);
            desk.ledger()
                    .change(connection -> Sql.update(
                            connection,
                            "UPDATE event SET rejected = NULL WHERE rejected = 'future' AND occurred_at <= ?",
                            now.plusSeconds(3600)));
            return told;
        }
    },
    /** Of two lines with one number only one is kept. */
    OVERWRITES_A_FORK {
        @Override
        Optional<CourierDesk.Told> importFile(RealDesk desk, int importer, Path file, Instant now, Set<String> seen)
                throws IOException {
            Optional<CourierDesk.Told> told = desk.importFile(importer, file, now);
            desk.ledger()
                    .change(connection -> Sql.update(
                            connection,
                            "DELETE FROM event WHERE EXISTS (SELECT 1 FROM event o WHERE o.appliance_id = event.appliance_id"
                                    + " AND o.seq = event.seq AND o.digest > event.digest)"));
            return told;
        }
    },
    /** A stick that comes late is taken for an old one and left alone. */
    LEAVES_LATE_FILES_ALONE {
        @Override
        Optional<CourierDesk.Told> importFile(RealDesk desk, int importer, Path file, Instant now, Set<String> seen)
                throws IOException {
            String export = file.getParent().getFileName().toString();
            boolean late = seen.stream().anyMatch(other -> other.compareTo(export) > 0);
            seen.add(export);
            return late ? Optional.of(new CourierDesk.Told(0, 0, 0)) : desk.importFile(importer, file, now);
        }
    },
    /** A part of an export is taken for the whole: the files after the first are thought to be the same. */
    TAKES_ONE_FILE_OF_AN_EXPORT {
        @Override
        Optional<CourierDesk.Told> importFile(RealDesk desk, int importer, Path file, Instant now, Set<String> seen)
                throws IOException {
            boolean first = seen.add(file.getParent().toString());
            return first ? desk.importFile(importer, file, now) : Optional.of(new CourierDesk.Told(0, 0, 0));
        }
    };

    /** @param seen names of the exports that this desk has seen, for bugs that remember them */
    Optional<CourierDesk.Told> importFile(RealDesk desk, int importer, Path file, Instant now, Set<String> seen)
            throws IOException {
        return desk.importFile(importer, file, now);
    }

    Optional<ChainHead> acknowledges(RealDesk desk, UUID appliance) {
        return desk.acknowledges(appliance);
    }

    /** The desk with this mistake. */
    CourierDesk in(RealDesk desk) {
        return new CourierDesk() {
            private final Set<String> seen = new HashSet<>();

            @Override
            public Optional<Told> importFile(int importer, Path file, Instant now) throws IOException {
                return SeededBug.this.importFile(desk, importer, file, now, seen);
            }

            @Override
            public Optional<ChainHead> acknowledges(UUID appliance) {
                return SeededBug.this.acknowledges(desk, appliance);
            }

            @Override
            public Held held(UUID appliance) {
                return desk.held(appliance);
            }
        };
    }
}
