package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.SetFloor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A {@link Witness} as text, for the file beside the ledger: one fact a line, its words separated by one space. A name, a version, a
 * folder and a key id hold no space. Where nothing is in quarantine, or waits, there is no line of it, as in witnesses of before.
 */
public final class WitnessText {
    /** The first line: nothing else that a device key signs begins with it. */
    private static final String FIRST = "sgate-witness 1";

    private static final String NONE = "-";

    private WitnessText() {}

    /** The text; ends with a line feed. */
    public static String write(Witness witness) {
        List<String> lines = new ArrayList<>(List.of(
                FIRST,
                "head " + write(witness.head()),
                "acknowledged " + write(witness.acknowledged()),
                "export-serial " + witness.exportSerial(),
                "journal-key " + witness.journalKey().map(Sha256::hex).orElse(NONE)));
        new TreeMap<>(witness.running()).forEach((app, folder) -> lines.add("running " + app + " " + folder));
        witness.floors().stream().map(WitnessText::write).sorted().forEach(lines::add);
        witness.quarantined().stream().map(WitnessText::write).forEach(lines::add);
        new TreeMap<>(witness.waiting()).forEach((app, slot) -> lines.add("waiting " + app + " " + slot));
        return String.join("\n", lines) + "\n";
    }

    private static String write(ChainHead head) {
        return head.seq() + " " + head.head();
    }

    private static String write(SetFloor floor) {
        return ("floor " + floor.appName() + " " + floor.floor().highestCommitted() + " "
                        + floor.floor().minimum().map(SemVer::toString).orElse(NONE) + " "
                        + floor.signers().stream().sorted().map(Kid::value).collect(Collectors.joining(" ")))
                .stripTrailing();
    }

    private static String write(Quarantine bad) {
        return "quarantine " + bad.digest() + " " + bad.appName() + " " + bad.version() + " " + bad.fileIssuedAt();
    }

    /** Empty for anything that {@link #write} does not write. */
    public static Optional<Witness> read(String text) {
        try {
            Witness witness = parse(text);
            return write(witness).equals(text) ? Optional.of(witness) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Witness parse(String text) {
        Map<String, List<String>> single = new HashMap<>();
        Map<String, String> running = new HashMap<>();
        List<SetFloor> floors = new ArrayList<>();
        List<Quarantine> quarantined = new ArrayList<>();
        Map<String, String> waiting = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.getFirst()) {
                case "running" -> running.put(words.get(1), words.get(2));
                case "floor" -> floors.add(floor(words));
                case "quarantine" -> quarantined.add(quarantine(words));
                case "waiting" -> waiting.put(words.get(1), words.get(2));
                default -> single.put(words.getFirst(), words);
            }
        }
        return new Witness(
                head(word(single, "head")),
                head(word(single, "acknowledged")),
                Long.parseLong(word(single, "export-serial").get(1)),
                Optional.of(word(single, "journal-key").get(1))
                        .filter(hex -> !hex.equals(NONE))
                        .map(Sha256::new),
                running,
                floors,
                quarantined,
                waiting);
    }

    private static List<String> word(Map<String, List<String>> lines, String name) {
        return lines.getOrDefault(name, List.of());
    }

    private static ChainHead head(List<String> words) {
        return new ChainHead(Long.parseLong(words.get(1)), new Sha256(words.get(2)));
    }

    private static SetFloor floor(List<String> words) {
        Set<Kid> signers = words.stream().skip(4).map(Kid::new).collect(Collectors.toUnmodifiableSet());
        Optional<SemVer> minimum =
                Optional.of(words.get(3)).filter(word -> !word.equals(NONE)).map(SemVer::new);
        return new SetFloor(words.get(1), signers, new Floor(new SemVer(words.get(2)), minimum));
    }

    private static Quarantine quarantine(List<String> words) {
        return new Quarantine(
                new Sha256(words.get(1)), words.get(2), new SemVer(words.get(3)), Instant.parse(words.get(4)));
    }
}
