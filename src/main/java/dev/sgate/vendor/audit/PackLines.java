package dev.sgate.vendor.audit;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the lines of a pack while it sums them up. */
final class PackLines {
    /** The media type of what the last line signs. */
    static final String END_TYPE = "application/vnd.sgate.audit-pack.v1+json";

    private final OutputStream out;
    private final MessageDigest sum = Sha256.newDigest();
    private long count;

    PackLines(OutputStream out) {
        this.out = out;
    }

    /** One record; an empty member is left out. */
    void record(String kind, Object... members) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("record", kind);
        line.putAll(Payloads.members(members));
        line(new String(Payloads.toJson(line), StandardCharsets.UTF_8));
    }

    /** One line, as it is. */
    void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sum.update(bytes);
        count++;
    }

    /** The last line: signs all before. */
    void end(ChainHead auditHead, List<NamedKey> keys, Instant now) throws IOException {
        Map<String, Object> payload = Payloads.members(
                "madeAt", now,
                "lines", count,
                "sha256", Sha256.ofRaw(sum.digest()),
                "auditNo", auditHead.seq(),
                "auditHash", auditHead.head());
        out.write(Sealer.seal(END_TYPE, Payloads.toJson(payload), keys, Optional.empty()));
    }
}
