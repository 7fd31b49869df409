package dev.sgate.vendor.ledger;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Lookup;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * How far a journal is whole, and what is wrong behind that: gaps and forks. The event up to which it is whole is kept beside the
 * appliance, so that what was looked at once is not looked at with each file; it depends on the lines alone, not on the order in
 * which they came.
 */
public final class JournalShape {
    private record Link(long seq, Sha256 digest, Sha256 prev) {}

    /** Lines that are read at once while the whole part grows. */
    private static final int STEP = 1_000;

    private JournalShape() {}

    /** The event up to which the journal is there without a gap or a fork; {@link ChainHead#EMPTY} before the first. */
    public static ChainHead wholeTo(Connection connection, UUID appliance) throws SQLException {
        return grown(connection, appliance, kept(connection, appliance));
    }

    /**
     * Keeps how far the journal is whole after lines were added.
     *
     * @param fork the lowest number under which another line was added than the one that was there, if there is one
     */
    public static void settle(Connection connection, UUID appliance, Optional<Long> fork) throws SQLException {
        ChainHead kept = kept(connection, appliance);
        ChainHead sure =
                fork.isPresent() && fork.get() <= kept.seq() ? before(connection, appliance, fork.get()) : kept;
        keep(connection, appliance, grown(connection, appliance, sure));
    }

    private static void keep(Connection connection, UUID appliance, ChainHead whole) throws SQLException {
        Sql.updateOne(
                connection,
                "UPDATE appliance SET whole_seq = ?, whole_head = ? WHERE appliance_id = ?",
                whole.seq(),
                whole.head(),
                appliance);
    }

    /**
     * Lets a stretch go that begins right behind the whole part: the journal is whole up to its end, and as far as the lines behind
     * continue it. The line behind says the digest of the last that is gone.
     *
     * @return false, and nothing is changed, if the stretch begins elsewhere, or what is behind it is missing or forked
     */
    public static boolean letGo(Connection connection, UUID appliance, ApplianceState.Gap gap) throws SQLException {
        List<Sha256> ends = Sql.list(
                connection,
                "SELECT DISTINCT prev FROM event WHERE appliance_id = ? AND seq = ?",
                row -> row.digest("prev"),
                appliance,
                gap.last() + 1);
        if (ends.size() != 1 || gap.first() != wholeTo(connection, appliance).seq() + 1) {
            return false;
        }
        keep(connection, appliance, grown(connection, appliance, new ChainHead(gap.last(), ends.getFirst())));
        return true;
    }

    private static ChainHead kept(Connection connection, UUID appliance) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT whole_seq, whole_head FROM appliance WHERE appliance_id = ? AND whole_seq > 0",
                        row -> new ChainHead(row.integer("whole_seq"), row.digest("whole_head")),
                        appliance)
                .orElse(ChainHead.EMPTY);
    }

    private static ChainHead before(Connection connection, UUID appliance, long seq) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT seq, digest FROM event WHERE appliance_id = ? AND seq = ?",
                        row -> new ChainHead(row.integer("seq"), row.digest("digest")),
                        appliance,
                        seq - 1)
                .orElse(ChainHead.EMPTY);
    }

    private static ChainHead grown(Connection connection, UUID appliance, ChainHead from) throws SQLException {
        try (Lookup<Link> next = Lookup.of(
                connection,
                "SELECT seq, digest, prev FROM event WHERE appliance_id = ? AND seq BETWEEN ? AND ? ORDER BY seq",
                row -> new Link(row.integer("seq"), row.digest("digest"), row.digest("prev")))) {
            ChainHead whole = from;
            while (true) {
                ChainHead further =
                        alongOneHistory(next.list(appliance, whole.seq() + 1, whole.seq() + STEP + 1), whole);
                if (further.seq() < whole.seq() + STEP) {
                    return further;
                }
                whole = further;
            }
        }
    }

    /** As far as these lines, in order, continue the chain one by one; the last of a full step is left to the next. */
    private static ChainHead alongOneHistory(List<Link> lines, ChainHead from) {
        ChainHead whole = from;
        for (int i = 0; i < lines.size(); i++) {
            Link line = lines.get(i);
            boolean alone = i + 1 == lines.size() || lines.get(i + 1).seq() > line.seq();
            boolean follows = line.seq() == whole.seq() + 1 && line.prev().equals(whole.head());
            if (!alone || !follows || line.seq() > from.seq() + STEP) {
                return whole;
            }
            whole = new ChainHead(line.seq(), line.digest());
        }
        return whole;
    }

    /** What is missing up to the newest event that the appliance ever spoke of. */
    public static List<ApplianceState.Gap> gaps(Connection connection, UUID appliance) throws SQLException {
        List<ApplianceState.Gap> gaps = new ArrayList<>();
        long[] last = {wholeTo(connection, appliance).seq()};
        each(connection, appliance, last[0], line -> {
            addGap(gaps, last[0] + 1, line.seq() - 1);
            last[0] = line.seq();
        });
        long tip = Sql.find(
                        connection,
                        "SELECT tip_seq FROM appliance WHERE appliance_id = ?",
                        row -> row.integer("tip_seq"),
                        appliance)
                .orElse(0L);
        addGap(gaps, last[0] + 1, tip);
        return gaps;
    }

    private static void addGap(List<ApplianceState.Gap> gaps, long first, long last) {
        if (last >= first) {
            gaps.add(new ApplianceState.Gap(first, last));
        }
    }

    /**
     * The numbers at which this journal is forked: two lines with one number, or a line that does not continue the one before it.
     */
    public static List<Long> forks(Connection connection, UUID appliance) throws SQLException {
        ChainHead whole = wholeTo(connection, appliance);
        ForkFinder finder = new ForkFinder(whole);
        each(connection, appliance, whole.seq(), finder::next);
        return finder.found();
    }

    private static void each(Connection connection, UUID appliance, long after, Consumer<Link> each)
            throws SQLException {
        Sql.each(
                connection,
                "SELECT seq, digest, prev FROM event WHERE appliance_id = ? AND seq > ? ORDER BY seq",
                row -> new Link(row.integer("seq"), row.digest("digest"), row.digest("prev")),
                each,
                appliance,
                after);
    }

    /** Goes along the lines, and compares each with those one number before. */
    private static final class ForkFinder {
        private final List<Long> forks = new ArrayList<>();
        private Set<Sha256> before;
        private Set<Sha256> same = new HashSet<>();
        private long seq;

        ForkFinder(ChainHead whole) {
            this.before = new HashSet<>(Set.of(whole.head()));
            this.same.add(whole.head());
            this.seq = whole.seq();
        }

        void next(Link line) {
            if (line.seq() > seq) {
                before = line.seq() == seq + 1 ? same : new HashSet<>();
                same = new HashSet<>();
                seq = line.seq();
            }
            same.add(line.digest());
            boolean parts = !before.isEmpty() && !before.contains(line.prev());
            if ((parts || same.size() > 1) && (forks.isEmpty() || forks.getLast() != seq)) {
                forks.add(seq);
            }
        }

        List<Long> found() {
            return forks;
        }
    }
}
