package dev.sgate.campaign.courier;

import dev.sgate.seal.Sha256;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a ledger holds of one appliance, or should hold.
 *
 * @param devices each fingerprint, with its first and last time as text
 * @param tipSeq the newest event that any file spoke of; -1 where the appliance is not known
 */
record Held(SortedMap<Line, Content> events, Map<Sha256, String> devices, long tipSeq) {
    /** A line's place and digest. */
    record Line(long seq, Sha256 digest) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int order = Long.compare(seq, other.seq);
            return order == 0 ? digest.compareTo(other.digest) : order;
        }
    }

    /** @param verdict empty, {@code future} or {@code known-id} */
    record Content(String text, String verdict) {}

    /** The same without verdicts, which depend on when a file came first. */
    Held withoutVerdicts() {
        SortedMap<Line, Content> plain = new TreeMap<>();
        events.forEach((line, content) -> plain.put(line, new Content(content.text(), "")));
        return new Held(plain, devices, tipSeq);
    }
}
