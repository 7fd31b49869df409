package dev.sgate.campaign.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges a stick that was pulled, at the bench: what was on it is still there, our files are whole under their names, and nothing else
 * was written. One for each appliance; not for several threads.
 */
public final class StickOracle {
    private static final Pattern JOURNAL = Pattern.compile("journal-[0-9]{8}(-[0-9]+)?\\.sgsync");
    private static final Pattern RECEIPT = Pattern.compile("sgate-receipt-[0-9a-f]{8}\\.(txt|json)");
    private static final Pattern TEMPORARY = Pattern.compile("\\.sgate-[0-9a-f]+\\.tmp");
    private static final Pattern VISIT = Pattern.compile("\"visit\":\"([0-9a-f-]{36})\"");

    private final Truth truth;
    private final List<String> violations = new ArrayList<>();
    private Optional<JournalFile> newest = Optional.empty();
    private long exported;
    private String lastReceipt = "";
    private boolean journalSaid;
    private Optional<String> receiptSaid = Optional.empty();

    public StickOracle(Truth truth) {
        this.truth = truth;
    }

    /** Takes note of a line of the daemon's log that says that a file of ours is on the stick. Any thread may call it. */
    public synchronized void said(String line) {
        if (line.startsWith("journal is on the stick")) {
            journalSaid = true;
        } else if (line.startsWith("receipt is on the stick")) {
            receiptSaid = Optional.of(line.replaceFirst(".* visit=([0-9a-f]+).*", "$1"));
        }
    }

    /**
     * Looks at everything.
     *
     * @param top the stick's top folder
     */
    public Look look(Path top) throws IOException {
        violations.clear();
        newest = Optional.empty();
        boolean temporary = false;
        String receipt = "";
        for (Path file : list(top)) {
            String name = file.getFileName().toString();
            boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            expect(regular, "stick: " + name + " is no file");
            if (TEMPORARY.matcher(name).matches()) {
                temporary = true;
            } else if (regular && JOURNAL.matcher(name).matches()) {
                readJournal(file);
            } else if (regular && RECEIPT.matcher(name).matches()) {
                receipt = name.endsWith(".json") ? visitOf(file) : receipt;
                judgeReceipt(file);
            } else {
                expect(truth.stickFiles().containsKey(name), "stick: " + name + " is not ours and was not there");
            }
        }
        judgeGivenFiles(top);
        long serial = newest.map(JournalFile::exportSerial).orElse(0L);
        expect(serial >= exported, "stick: export " + exported + " was there, now the newest is " + serial);
        judgeSaid(serial, receipt);
        String phase = phase(temporary, serial > exported, !receipt.equals(lastReceipt));
        exported = serial;
        lastReceipt = receipt;
        return new Look(violations, phase);
    }

    private synchronized void judgeSaid(long serial, String receipt) {
        expect(!journalSaid || serial > exported, "acknowledged: a journal was on the stick, the newest is " + serial);
        receiptSaid.ifPresent(visit -> expect(
                receipt.endsWith(visit), "acknowledged: the receipt of " + visit + ", found is '" + receipt + "'"));
        journalSaid = false;
        receiptSaid = Optional.empty();
    }

    private static String phase(boolean temporary, boolean newJournal, boolean newReceipt) {
        String half = temporary ? ", a file half written" : "";
        if (newReceipt) {
            return "journal and receipt are new" + half;
        }
        return (newJournal ? "journal is new" : "nothing new") + half;
    }

    private void readJournal(Path file) {
        try {
            JournalFile journal = JournalFile.read(file);
            if (newest.isEmpty() || newest.get().exportSerial() < journal.exportSerial()) {
                newest = Optional.of(journal);
            }
        } catch (IOException | RuntimeException torn) {
            violations.add("stick: " + file.getFileName() + " is torn: " + torn.getMessage());
        }
    }

    private void judgeReceipt(Path file) throws IOException {
        // torn, it may be no text at all
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        expect(text.endsWith("\r\n") && text.indexOf('\0') < 0, "stick: " + file.getFileName() + " is torn");
        if (file.toString().endsWith(".json")) {
            try {
                Json.object(text);
            } catch (IllegalArgumentException torn) {
                violations.add("stick: " + file.getFileName() + " is torn: " + torn.getMessage());
            }
        }
    }

    private static String visitOf(Path receipt) throws IOException {
        Matcher visit = VISIT.matcher(new String(Files.readAllBytes(receipt), StandardCharsets.ISO_8859_1));
        return visit.find() ? visit.group(1) : "torn";
    }

    private void judgeGivenFiles(Path top) throws IOException {
        for (Map.Entry<String, String> given : truth.stickFiles().entrySet()) {
            Path file = top.resolve(given.getKey());
            boolean same = Files.isRegularFile(file)
                    && Digests.of(Files.readAllBytes(file)).equals(given.getValue());
            expect(same, "stick: " + given.getKey() + " is gone or changed");
        }
    }

    /** The last event that a whole journal on the stick holds, from {@link #look}: 0 for none. */
    public long lastEvent() {
        return newest.map(JournalFile::lastSeq).orElse(0L);
    }

    /** Its id. */
    public String lastEventId() {
        return newest.map(JournalFile::lastId).orElse("");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().equals("lost+found"))
                    .sorted()
                    .toList();
        }
    }
}
