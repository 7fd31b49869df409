package dev.sgate.campaign.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens every event at rest (BEHAVIOUR 6) and follows the chain: no number is missing, each names the one before, the last is the head. */
final class EventChain {
    private static final Pattern PREVIOUS = Pattern.compile("\"prev\":\"([0-9a-f]{64})\"");
    private static final int TAG_BITS = 128;

    private final Path state;
    private final LedgerCopy ledger;

    EventChain(Path state, LedgerCopy ledger) {
        this.state = state;
        this.ledger = ledger;
    }

    List<String> faults() throws SQLException, IOException {
        List<String> faults = new ArrayList<>();
        LedgerCopy.Row ends = ledger.one("SELECT head_seq, head, acknowledged_seq, acknowledged_head FROM journal");
        long seq = ends.number(2);
        String head = ends.text(3);
        try (Statement statement = ledger.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT seq, nonce, sealed FROM event ORDER BY seq")) {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            while (rows.next()) {
                if (rows.getLong(1) != seq + 1) {
                    faults.add("journal: event " + rows.getLong(1) + " follows " + seq);
                }
                seq = rows.getLong(1);
                byte[] line = open(cipher, seq, rows.getBytes(2), rows.getBytes(3));
                Matcher previous = PREVIOUS.matcher(new String(line, StandardCharsets.UTF_8));
                if (!previous.find() || !previous.group(1).equals(head)) {
                    faults.add("journal: event " + seq + " does not name the one before");
                }
                head = Digests.of(line);
            }
        } catch (GeneralSecurityException | IllegalArgumentException closed) {
            faults.add("journal: event " + seq + " does not open: " + closed.getMessage());
        }
        if (seq != ends.number(0) || !head.equals(ends.text(1))) {
            faults.add("journal: it ends with " + seq + ", its head is " + ends.number(0));
        }
        return faults;
    }

    private byte[] open(Cipher cipher, long seq, byte[] nonce, byte[] sealed)
            throws GeneralSecurityException, IOException {
        byte[] key = Files.readAllBytes(state.resolve("keys/journal.key"));
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(24)
                .put(DeviceKey.read(state.resolve("keys/device.key")).applianceId())
                .putLong(seq)
                .flip());
        return cipher.doFinal(sealed);
    }
}
