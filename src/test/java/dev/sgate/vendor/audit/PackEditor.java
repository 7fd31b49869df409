package dev.sgate.vendor.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A pack that somebody changes. Not re-signed, its sum tells; re-signed by the desk itself, only what it holds can tell. */
final class PackEditor {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> lines;

    PackEditor(Path pack) throws IOException {
        lines = new ArrayList<>(Files.readAllLines(pack));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Where the records of one kind are, in order. */
    List<Integer> all(String kind) {
        return IntStream.range(0, lines.size() - 1)
                .filter(i -> json(lines.get(i)).path("record").asText().equals(kind))
                .boxed()
                .toList();
    }

    int first(String kind) {
        return all(kind).getFirst();
    }

    int last(String kind) {
        return all(kind).getLast();
    }

    void edit(int line, Consumer<ObjectNode> how) {
        ObjectNode record = json(lines.get(line));
        how.accept(record);
        lines.set(line, record.toString());
    }

    /** Edits the JSON that is text inside a record: an event's or an audit row's line. */
    void editLine(int line, Consumer<ObjectNode> how) {
        edit(line, record -> {
            ObjectNode inner = json(record.get("line").asText());
            how.accept(inner);
            record.put("line", inner.toString());
        });
    }

    /** Edits what an envelope signs; its signature stays. */
    void editPayload(int line, Consumer<ObjectNode> how) {
        edit(line, record -> {
            ObjectNode envelope = json(text(record.get("envelope").asText()));
            ObjectNode payload = json(text(envelope.get("payload").asText()));
            how.accept(payload);
            envelope.put("payload", base64(payload.toString().getBytes(StandardCharsets.UTF_8)));
            record.put("envelope", base64(envelope.toString().getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** Seals a record's payload anew, by this key. */
    void reseal(int line, String type, NamedKey key, boolean device, Consumer<ObjectNode> how) {
        edit(line, record -> {
            ObjectNode payload = json(text(
                    json(text(record.get("envelope").asText())).get("payload").asText()));
            how.accept(payload);
            byte[] sealed = Sealer.seal(
                    "application/vnd.sgate." + type + ".v1+json",
                    payload.toString().getBytes(StandardCharsets.UTF_8),
                    List.of(key),
                    device ? Optional.of(key.key().publicKey()) : Optional.empty());
            record.put("envelope", base64(sealed));
        });
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** Makes a chain of these records again, from this one on: what somebody does who knows how it is made. */
    void chainAnew(List<Integer> records, int from) {
        for (int i = Math.max(1, from); i < records.size(); i++) {
            String before = json(lines.get(records.get(i - 1))).get("line").asText();
            editLine(records.get(i), line -> line.put("prev", digest(before)));
        }
    }

    private static String digest(String line) {
        return Sha256.of(line.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Numbers the audit rows without a gap and chains them anew. */
    void auditAnew() {
        List<Integer> rows = all("audit");
        for (int i = 0; i < rows.size(); i++) {
            int no = i + 1;
            editLine(rows.get(i), line -> line.put("no", no));
            chainAnew(rows.subList(0, i + 1), i);
        }
    }

    /** The events of the first appliance that has some. */
    List<Integer> firstJournal() {
        List<Integer> events = all("event");
        String appliance = json(lines.get(events.getFirst())).get("applianceId").asText();
        return events.stream()
                .filter(i -> json(lines.get(i)).get("applianceId").asText().equals(appliance))
                .toList();
    }

    /** Signs what the pack now says. */
    void sign(NamedKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackLines end = new PackLines(out);
        List<String> records = lines.subList(0, lines.size() - 1);
        records.forEach(end::line);
        String row = json(lines.get(last("audit"))).get("line").asText();
        out.reset();
        try {
            end.end(
                    new ChainHead(json(row).get("no").asLong(), new Sha256(digest(row))),
                    List.of(key),
                    AuditedDesk.NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.set(lines.size() - 1, out.toString(StandardCharsets.UTF_8).strip());
    }

    byte[] bytes() {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
