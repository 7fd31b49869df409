package dev.sgate.campaign.courier;

import dev.sgate.campaign.courier.ModelAppliance.Written;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.SegmentPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one export put on a stick, and what is in each file: the judge's own knowledge. */
record Export(List<Part> parts) {
    /** One file. */
    record Part(Path file, ModelAppliance from, List<Written> events, List<DeviceLine> devices, long tipSeq) {}

    static Export of(
            ModelAppliance from, List<SegmentPart> parts, List<Written> span, List<DeviceLine> devices, Path folder)
            throws IOException {
        List<Part> files = new ArrayList<>();
        long tip =
                span.isEmpty() ? from.forgotten().size() : span.getLast().line().seq();
        int next = 0;
        for (SegmentPart part : parts) {
            int end = next;
            while (end < span.size() && span.get(end).line().seq() <= part.lastSeq()) {
                end++;
            }
            files.add(new Part(
                    ModelAppliance.assemble(folder, part),
                    from,
                    span.subList(next, end),
                    part.part() == 1 ? devices : List.of(),
                    tip));
            next = end;
        }
        return new Export(files);
    }
}
