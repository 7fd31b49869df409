package dev.sgate.journal;

import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Exports in parts that are cut long before 16 MiB, so that a handful of events takes several files. */
public final class SmallParts {
    private SmallParts() {}

    /** As {@link SegmentWriter#write}, with at most so many bytes of lines in a part. */
    public static List<SegmentPart> write(
            SegmentExport export,
            Consumer<Consumer<EventLine>> events,
            SigningKey deviceKey,
            SegmentWriter.Spool spool,
            long lineBytes)
            throws IOException {
        return SegmentWriter.write(
                export, events, deviceKey, spool, new PartLimit(PartLimit.PLAIN.packedBytes(), lineBytes));
    }
}
