package dev.sgate.campaign.oracle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A {@code .sgsync} as FORMATS describes it, read whole and checked by the JDK alone: signature, length and digest of the
 * attachment, the chain from the first line to the last.
 *
 * @param lastSeq the number of its last event
 * @param lastId the id of that event; empty where there is none
 */
record JournalFile(long exportSerial, long lastSeq, String lastId) {
    private static final String TYPE = "application/vnd.sgate.journal.v1+json";

    /** An {@link IllegalArgumentException} says what is torn. */
    static JournalFile read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int end = 0;
        while (end < all.length && all[end] != '\n') {
            end++;
        }
        require(end < all.length, "no line feed in " + all.length + " bytes");
        Map<String, Object> envelope = Json.object(new String(all, 0, end, StandardCharsets.UTF_8));
        byte[] payload = Base64.getDecoder().decode(text(envelope, "payload"));
        require(signatureHolds(envelope, payload), "the signature does not hold");
        Map<String, Object> terms = Json.object(new String(payload, StandardCharsets.UTF_8));
        return new Reading(terms, Arrays.copyOfRange(all, end + 1, all.length)).check();
    }

    private static boolean signatureHolds(Map<String, Object> envelope, byte[] payload) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text(envelope, "deviceKey")))));
            check.update(("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ")
                    .getBytes(StandardCharsets.UTF_8));
            check.update(payload);
            Map<?, ?> first = (Map<?, ?>) ((List<?>) envelope.get("signatures")).getFirst();
            return check.verify(Base64.getDecoder().decode((String) first.get("sig")));
        } catch (GeneralSecurityException none) {
            return false;
        }
    }

    /** The attachment against what was signed. */
    private record Reading(Map<String, Object> terms, byte[] attachment) {
        JournalFile check() throws IOException {
            Map<?, ?> events = (Map<?, ?>) terms.get("events");
            require(
                    attachment.length == (Long) events.get("length"),
                    "the attachment has " + attachment.length + " bytes");
            require(Digests.of(attachment).equals(events.get("sha256")), "the attachment's digest is another");
            List<byte[]> lines = lines(unpacked());
            int devices = ((Long) ((Map<?, ?>) terms.get("devices")).get("count")).intValue();
            require(lines.size() == devices + (Long) events.get("count"), lines.size() + " lines");
            return chain(lines.subList(devices, lines.size()));
        }

        private byte[] unpacked() throws IOException {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(attachment))) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                gzip.transferTo(out);
                return out.toByteArray();
            }
        }

        private static List<byte[]> lines(byte[] text) {
            return new String(text, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        private JournalFile chain(List<byte[]> lines) {
            String head = text(terms, "previousHead");
            long seq = (Long) terms.get("firstSeq") - 1;
            String id = "";
            for (byte[] line : lines) {
                Map<String, Object> event = Json.object(new String(line, StandardCharsets.UTF_8));
                seq++;
                require(event.get("seq").equals(seq), "event " + event.get("seq") + " stands at " + seq);
                require(head.equals(event.get("prev")), "event " + seq + " does not name the one before");
                id = text(event, "id");
                head = Digests.of(line);
            }
            require(seq == (Long) terms.get("lastSeq") && head.equals(terms.get("head")), "it ends with another event");
            return new JournalFile((Long) terms.get("exportSerial"), seq, id);
        }
    }

    private static String text(Map<String, Object> object, String name) {
        require(object.get(name) instanceof String, "no " + name);
        return (String) object.get(name);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
