import static java.nio.charset.StandardCharsets.UTF_8;
import java.io.*;
import java.nio.CharBuffer;
import java.nio.file.*;
import java.security.*;
import java.security.spec.X509EncodedKeySpec;
import java.util.*;

/**
 * Checks an auditor's pack of a vendor's desk (docs/audit.md), with the JDK (17 or later) alone:
 * {@code java AuditCheck.java PACK --key ID=BASE64 [--key ID=BASE64]...}. Each --key pins a vendor's public key (SubjectPublicKeyInfo
 * in DER, base64: what stands in a .pub file). Exit status: 0 all holds, 1 findings, 2 not run.
 */
public final class AuditCheck {
    final Map<String, PublicKey> pinned = new HashMap<>();
    final List<String> findings = new ArrayList<>();
    final Map<String, Integer> held = new TreeMap<>(), audited = new TreeMap<>(); // identities of signed files, how often
    final Map<String, List<Map<String, Object>>> journals = new TreeMap<>(); // what devices signed, by appliance
    final Map<Long, Map<String, String>> events = new TreeMap<>(); // of one appliance: number to digest to the digest before
    final Set<String> erased = new HashSet<>(); // bundles that went with their customer's name, as the audit log says
    String appliance = "", auditHash = "0".repeat(64);
    long auditNo, lines;

    public static void main(String[] words) throws Exception {
        AuditCheck check = new AuditCheck();
        for (int i = 1; i + 1 < words.length && words[i].equals("--key"); i += 2)
            check.pinned.put(words[i + 1].split("=", 2)[0], publicKey(words[i + 1].split("=", 2)[1]));
        if (words.length < 3 || words.length != 1 + 2 * check.pinned.size()) {
            System.err.println("usage: java AuditCheck.java PACK --key ID=BASE64 [--key ID=BASE64]...");
            System.exit(2);
        }
        check.pack(new BufferedInputStream(Files.newInputStream(Path.of(words[0]))));
        check.findings.stream().limit(50).forEach(finding -> System.out.println("FINDING " + finding));
        String verdict = check.findings.isEmpty() ? "OK" : check.findings.size() + " FINDINGS";
        System.out.println(verdict + ", " + check.lines + " lines; the audit log ends at " + check.auditNo + "=" + check.auditHash);
        System.exit(check.findings.isEmpty() ? 0 : 1);
    }

    void pack(InputStream in) throws Exception {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        byte[] line = line(in);
        for (byte[] next = line(in); next.length > 0; line = next, next = line(in)) {
            lines++;
            sum.update(line);
            read(line, null);
        }
        endAppliance(appliance);
        for (String id : List.copyOf(journals.keySet())) endAppliance(id);
        audited.keySet().removeIf(id -> erased.contains(id) && !held.containsKey(id));
        require(held.equals(audited), "bundles and journals are not those of the audit log");
        read(line, HexFormat.of().formatHex(sum.digest()));
    }

    void read(byte[] line, String sum) {
        try {
            if (sum == null) record(object(line));
            if (sum == null) return;
            Map<String, Object> signed = open(object(line), "audit-pack", pinned);
            require(sum.equals(signed.get("sha256")) && auditHash.equals(signed.get("auditHash")), "not the pack that was signed");
        } catch (Exception e) {
            require(false, "not as it should be: " + e.getMessage());
        }
    }

    void require(boolean holds, String finding) {
        if (!holds) findings.add("line " + lines + ": " + finding);
    }

    void record(Map<String, Object> record) throws Exception {
        switch (text(record, "record")) {
            case "pack" -> require(lines == 1 && number(record, "version") == 1, "unknown version");
            case "key" -> require(Set.of(publicKey(text(record, "spki"))).contains(
                    pinned.getOrDefault(text(record, "kid"), publicKey(text(record, "spki")))), "not the key that is pinned");
            case "bundle" -> open(object(bytes(record, "envelope")), "license", pinned);
            case "journal" -> journal(object(bytes(record, "envelope")));
            case "event" -> event(text(record, "applianceId"), text(record, "line").getBytes(UTF_8));
            case "audit" -> audit(text(record, "line").getBytes(UTF_8));
            default -> throw new IOException("unknown record");
        }
    }

    void journal(Map<String, Object> envelope) throws Exception {
        String id = hash(bytes(envelope, "deviceKey"));
        Map<String, Object> signed = open(envelope, "journal", Map.of(id, publicKey(text(envelope, "deviceKey"))));
        require(id.startsWith(text(signed, "applianceId").replace("-", "")), "another appliance's journal");
        journals.computeIfAbsent(text(signed, "applianceId"), all -> new ArrayList<>()).add(signed);
    }

    void event(String of, byte[] line) throws Exception {
        if (!appliance.equals(of)) endAppliance(appliance);
        appliance = of;
        events.computeIfAbsent(number(object(line), "seq"), all -> new HashMap<>()).put(hash(line), text(object(line), "prev"));
    }

    /** From the head of every signed journal a chain leads back over events that are here, and every event is on such a chain. */
    void endAppliance(String id) {
        Set<String> reached = new HashSet<>();
        for (Map<String, Object> signed : journals.getOrDefault(id, List.of())) {
            String digest = text(signed, "head");
            for (long seq = number(signed, "lastSeq"); seq >= number(signed, "firstSeq") && digest != null; seq--) {
                reached.add(digest);
                digest = events.getOrDefault(seq, Map.of()).get(digest);
                require(digest != null, id + " lacks event " + seq + " as its device signed it");
            }
            require(digest == null || digest.equals(signed.get("previousHead")), id + ": a journal begins elsewhere");
        }
        journals.remove(id);
        events.forEach((seq, all) -> require(reached.containsAll(all.keySet()), id + " never signed this event " + seq));
        events.clear();
    }

    void audit(byte[] line) throws Exception {
        Map<String, Object> row = object(line);
        Map<?, ?> detail = (Map<?, ?>) row.get("detail");
        require(auditHash.equals(row.get("prev")) && ++auditNo == number(row, "no"), "the row does not continue the one before");
        auditHash = hash(line);
        if ("PersonalDataErased".equals(row.get("action")))
            for (Object bundle : (List<?>) detail.get("bundles")) erased.add((String) bundle);
        if ("OfflineSyncImported".equals(row.get("action"))
                || "OfflineBundleExported".equals(row.get("action")) && "license".equals(detail.get("type")))
            audited.merge((String) detail.get("identity"), 1, Integer::sum);
    }

    /** The payload of an envelope (DSSE) that one of these keys signed. */
    Map<String, Object> open(Map<String, Object> envelope, String type, Map<String, PublicKey> keys) throws Exception {
        byte[] payload = bytes(envelope, "payload");
        String mediaType = "application/vnd.sgate." + type + ".v1+json";
        boolean holds = false;
        for (Object each : (List<?>) envelope.get("signatures")) {
            PublicKey key = keys.get(((Map<?, ?>) each).get("keyid"));
            if (key == null || !mediaType.equals(envelope.get("payloadType"))) continue;
            Signature signature = Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "Ed25519");
            signature.initVerify(key);
            signature.update(("DSSEv1 " + mediaType.length() + " " + mediaType + " " + payload.length + " ").getBytes(UTF_8));
            signature.update(payload);
            holds |= signature.verify(Base64.getDecoder().decode((String) ((Map<?, ?>) each).get("sig")));
        }
        if (!holds) throw new SignatureException("no signature of this " + type + " holds");
        held.merge(hash(payload), 1, Integer::sum);
        return object(payload);
    }

    static PublicKey publicKey(String base64) throws Exception {
        byte[] der = Base64.getDecoder().decode(base64);
        return KeyFactory.getInstance(der.length == 44 ? "Ed25519" : "RSA").generatePublic(new X509EncodedKeySpec(der));
    }

    static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = b == '\n' || line.size() > 1 << 25 ? -1 : in.read()) line.write(b);
        return line.toByteArray();
    }
    static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
    static String text(Map<String, Object> object, String name) {
        return Objects.requireNonNull((String) object.get(name), name);
    }
    static long number(Map<String, Object> object, String name) { return (Long) Objects.requireNonNull(object.get(name), name); }
    static byte[] bytes(Map<String, Object> object, String name) { return Base64.getDecoder().decode(text(object, name)); }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(byte[] json) throws IOException {
        CharBuffer in = CharBuffer.wrap(new String(json, UTF_8).stripTrailing());
        Object value = value(in);
        if (in.hasRemaining()) throw new IOException("more than one value");
        return (Map<String, Object>) value;
    }

    /** JSON without white space: objects are maps without a name twice, arrays lists, integers longs. */
    static Object value(CharBuffer in) throws IOException {
        char first = in.get(), last = first == '{' ? '}' : ']', c = last;
        if (first == '"') return string(in);
        if (first != '{' && first != '[') {
            StringBuilder word = new StringBuilder().append(first);
            while (in.hasRemaining() && ",]}".indexOf(in.charAt(0)) < 0) word.append(in.get());
            return word.toString().matches("true|false") ? (Object) word.toString() : Long.valueOf(word.toString());
        }
        Map<String, Object> members = new LinkedHashMap<>();
        List<Object> elements = new ArrayList<>();
        if (in.charAt(0) == last) in.get();
        else do {
            if (first == '[') elements.add(value(in));
            else if (in.get() != '"' || members.put(string(in), in.get() == ':' ? value(in) : null) != null) c = 0;
        } while ((c = c == 0 ? c : in.get()) == ',');
        if (c != last) throw new IOException("not JSON, or a name twice");
        return first == '{' ? members : elements;
    }

    static String string(CharBuffer in) {
        StringBuilder text = new StringBuilder();
        for (char c = in.get(); c != '"'; c = in.get()) {
            if (c != '\\') text.append(c);
            else if ((c = in.get()) != 'u') text.append("\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(c)));
            else text.append((char) HexFormat.fromHexDigits("" + in.get() + in.get() + in.get() + in.get()));
        }
        return text.toString();
    }
}
