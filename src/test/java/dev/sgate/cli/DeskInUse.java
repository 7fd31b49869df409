package dev.sgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.seal.Payloads;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A desk at which every verb finds something to do: tenants of which one is suspended, an application with an update, a license with a
 * bundle in the field, an appliance that lost events with its journal key, a parked one, and a journal that is still to be imported.
 * Lines name these things in braces, for example {@code {license}}.
 */
final class DeskInUse {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Map<String, Object> things = new TreeMap<>();
    private final Path folder;
    private final String ledger;

    DeskInUse(Path folder, String ledger) throws IOException {
        this.folder = folder;
        this.ledger = ledger;
        Desk desk = new Desk(folder, ledger);
        tenants();
        update(desk);
        things.put("bundle", sold(desk).get("bundleId").asText());
        appliances(desk);
        things.put("cacheKey", Desk.pem(folder, TestKeys.LICENSE_RSA).getFileName());
        things.put("hardware", Samples.digest("a laptop"));
        Files.writeString(folder.resolve("answers"), "pool = 1\n");
        Files.createDirectory(folder.resolve("out"));
    }

    private void tenants() {
        for (String tenant : new String[] {"Example", "Asleep"}) {
            Desk.succeed("tenant", "create", tenant, "--ledger", ledger);
        }
        Desk.succeed("tenant", "suspend", "Asleep", "--ledger", ledger);
    }

    private void update(Desk desk) {
        Path program = desk.file("press", new byte[] {1, 2, 3});
        desk.update(program, "--ledger", ledger);
        JsonNode newer = desk.update("1.4.0", program);
        things.put("update", Path.of(newer.get("file").asText()).getFileName());
    }

    private JsonNode sold(Desk desk) {
        for (String license : new String[] {"license", "second", "third"}) {
            JsonNode made = Desk.succeed(
                    "license",
                    "create",
                    "--customer",
                    "Example",
                    "--product",
                    "press",
                    "--devices",
                    "20",
                    "--ledger",
                    ledger,
                    "--json");
            things.put(license, made.get("licenseId").asText());
        }
        return desk.exported("--license", text("license"), "--site", "north");
    }

    private void appliances(Desk desk) {
        JournalBuilder lossy = new JournalBuilder().underBundle(UUID.fromString(text("bundle")));
        startups(lossy, 6);
        lossy.event(EventDraft.of(
                EventType.WARNING, now, Payloads.members("kind", "journal-key-lost", "firstSeq", 1, "lastSeq", 6)));
        JournalBuilder stranger = new JournalBuilder();
        startups(stranger, 2);
        Desk.succeed(
                "import-sync",
                desk.file("before.sgsync", lossy.file(1, 2)),
                desk.file("after.sgsync", lossy.file(7, 7)),
                desk.file("stranger.sgsync", stranger.file()),
                "--ledger",
                ledger);
        startups(lossy, 1);
        desk.file("newer.sgsync", lossy.file(8, 8));
        desk.file("broken.sgsync", new byte[] {1});
        things.put("appliance", lossy.applianceId());
        things.put("stranger", stranger.applianceId());
    }

    private void startups(JournalBuilder journal, int events) {
        for (int i = 0; i < events; i++) {
            journal.event(EventType.STARTUP, now);
        }
    }

    private String text(String thing) {
        return Objects.requireNonNull(things.get(thing)).toString();
    }

    String ledger() {
        return ledger;
    }

    /** The line with the things that it names; {@code {desk}} is the folder. */
    String filled(String line) {
        String filled = line.replace("{desk}", folder.toString());
        for (Map.Entry<String, Object> thing : things.entrySet()) {
            filled = filled.replace("{" + thing.getKey() + "}", thing.getValue().toString());
        }
        return filled;
    }
}
