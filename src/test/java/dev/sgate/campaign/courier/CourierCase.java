package dev.sgate.campaign.courier;

import dev.sgate.campaign.courier.CourierDesk.Told;
import dev.sgate.journal.ChainHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One history: an appliance, sometimes a copy of it, and a courier who loses, doubles, reorders, delays, splits and damages what it
 * exports, for two importers. Judged against the {@link Truth} at each acknowledgement and at the end.
 */
final class CourierCase {
    private record Parcel(Export.Part part, int dueRound) {}

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final long seed;
    private final Random random;
    private final Path folder;
    private final CourierDesk desk;
    private final CourierDesk straight;
    private final Tally tally;
    private final Truth truth = new Truth();
    private final List<ModelAppliance> appliances = new ArrayList<>();
    private final List<Parcel> underWay = new ArrayList<>();
    private final List<Export.Part> delivered = new ArrayList<>();
    private final List<ChainHead> acknowledgements = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private Instant now = START;
    private int exports;
    private long newEvents;
    private long devicesCreated;

    /** @param straight a desk without a bug, which gets every file once and in order */
    CourierCase(long seed, Path folder, List<UUID> bundles, CourierDesk desk, CourierDesk straight, Tally tally) {
        this.seed = seed;
        this.random = new Random(seed);
        this.folder = folder;
        this.desk = desk;
        this.straight = straight;
        this.tally = tally;
        appliances.add(new ModelAppliance(ModelAppliance.key(seed), bundles, random));
    }

    /** Runs it, and says what was wrong. */
    List<String> run() throws IOException {
        int rounds = 2 + random.nextInt(7);
        for (int round = 0; round < rounds; round++) {
            now = START.plus(Duration.ofDays(round));
            live();
            for (ModelAppliance appliance : List.copyOf(appliances)) {
                send(appliance, round);
            }
            deliver(round);
            acknowledge();
        }
        now = now.plus(Duration.ofDays(1));
        boolean whole = last();
        judge(whole);
        tally.cases++;
        tally.violations += violations.size();
        return violations;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** What happens on site between two couriers. */
    private void live() {
        if (appliances.size() == 1 && chance(4)) {
            appliances.add(appliances.getFirst().copy());
            tally.copies++;
        }
        for (ModelAppliance appliance : appliances) {
            Duration ahead = chance(15) ? Duration.ofDays(2 + random.nextInt(30)) : Duration.ZERO;
            int events = random.nextInt(9);
            for (int i = 0; i < events; i++) {
                Optional<UUID> forged = chance(2) ? appliance.someId() : Optional.empty();
                appliance.write(now.minusSeconds(900 - 60L * i), ahead, forged);
            }
        }
    }

    private void send(ModelAppliance appliance, int round) throws IOException {
        if (chance(15)) {
            return; // nobody came
        }
        Export export = export(appliance);
        if (chance(20)) {
            tally.lost += export.parts().size();
            return;
        }
        for (Export.Part part : export.parts()) {
            if (chance(8)) {
                tally.lost++;
                continue;
            }
            boolean late = chance(25);
            tally.late += late ? 1 : 0;
            underWay.add(new Parcel(part, late ? round + 1 + random.nextInt(3) : round));
            if (chance(15)) {
                tally.doubled++;
                underWay.add(new Parcel(part, round + random.nextInt(4)));
            }
        }
    }

    private Export export(ModelAppliance appliance) throws IOException {
        exports++;
        Export export =
                appliance.export(folder.resolve(String.format("%03d", exports)), now, 1_500 + random.nextInt(5_000));
        tally.files += export.parts().size();
        tally.split += export.parts().size() > 1 ? 1 : 0;
        return export;
    }

    private void deliver(int round) throws IOException {
        List<Parcel> due = new ArrayList<>(
                underWay.stream().filter(parcel -> parcel.dueRound() <= round).toList());
        underWay.removeAll(due);
        Collections.shuffle(due, random);
        for (Parcel parcel : due) {
            if (chance(6)) {
                damage(parcel.part());
            }
            bring(parcel.part());
        }
    }

    private void bring(Export.Part part) throws IOException {
        truth.brought(part, now);
        if (delivered.stream().noneMatch(other -> other.file().equals(part.file()))) {
            delivered.add(part);
        }
        tally.imports++;
        if (chance(8)) {
            tally.atOnce++;
            tally.imports++;
            bothAtOnce(part.file());
        } else {
            count(part, desk.importFile(random.nextInt(2), part.file(), now));
        }
    }

    /** Two people have a copy of the same file, and press the button together. */
    private void bothAtOnce(Path file) {
        List<CompletableFuture<Optional<Told>>> both = new ArrayList<>();
        for (int importer = 0; importer < 2; importer++) {
            int who = importer;
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return desk.importFile(who, file, now);
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            }));
        }
        both.forEach(one -> count(file, one.join()));
    }

    private void count(Export.Part part, Optional<Told> told) {
        count(part.file(), told);
    }

    private void count(Path file, Optional<Told> told) {
        if (told.isEmpty()) {
            violation("a whole file was refused: " + file);
            return;
        }
        newEvents += told.get().newEvents();
        devicesCreated += told.get().devicesCreated();
    }

    /** A file that was cut off or changed on its way is refused, and nothing of it stays. */
    private void damage(Export.Part part) throws IOException {
        byte[] bytes = Files.readAllBytes(part.file());
        byte[] broken = chance(50) ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1)) : bytes.clone();
        if (broken.length == bytes.length) {
            broken[random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = Files.write(part.file().resolveSibling("damaged.sgsync"), broken);
        tally.damaged++;
        UUID id = appliances.getFirst().id();
        Held before = desk.held(id);
        Optional<Told> told = desk.importFile(random.nextInt(2), file, now);
        if (told.isPresent() && told.get().newEvents() > 0) {
            violation("a damaged file was taken: " + file);
        }
        if (!desk.held(id).equals(before)) {
            violation("a damaged file changed the ledger: " + file);
        }
    }

    private void acknowledge() {
        UUID id = appliances.getFirst().id();
        Optional<ChainHead> ack = desk.acknowledges(id);
        ack.filter(head -> !truth.isWholeTo(head))
                .ifPresent(head -> violation("acknowledged up to " + head.seq() + ", which never came whole"));
        ack.ifPresent(acknowledgements::add);
        for (ModelAppliance appliance : appliances) {
            if (!acknowledgements.isEmpty() && chance(60)) {
                int age = chance(80) ? 1 : 1 + random.nextInt(acknowledgements.size());
                appliance.take(acknowledgements.get(acknowledgements.size() - age));
                tally.acknowledged++;
            }
        }
    }

    /** The last couriers; whether one of them brought everything. */
    private boolean last() throws IOException {
        underWay.removeIf(parcel -> chance(20));
        deliver(Integer.MAX_VALUE);
        boolean whole = chance(80);
        if (whole) {
            for (ModelAppliance appliance : appliances) {
                List<Export.Part> parts = new ArrayList<>(export(appliance).parts());
                Collections.shuffle(parts, random);
                for (Export.Part part : parts) {
                    bring(part);
                }
            }
        }
        acknowledge();
        return whole;
    }

    private void judge(boolean whole) throws IOException {
        UUID id = appliances.getFirst().id();
        Held held = desk.held(id);
        if (!held.equals(truth.held())) {
            violation("the ledger holds " + held.events().size() + " lines, and not what came: " + truth.events());
        }
        if (newEvents != truth.events() || devicesCreated != truth.devices()) {
            violation("counted " + newEvents + " events and " + devicesCreated + " devices, there are " + truth.events()
                    + " and " + truth.devices());
        }
        for (ModelAppliance appliance : appliances) {
            long gone = appliance.forgotten().stream()
                    .filter(event -> !truth.holds(event))
                    .count();
            long missing = appliance.written().stream()
                    .filter(event -> !truth.holds(event))
                    .count();
            if (gone > 0 || (whole && missing > 0)) {
                violation(gone + " events were forgotten and never came, " + missing + " are missing");
            }
        }
        for (Export.Part part : delivered) {
            straight.importFile(0, part.file(), now);
        }
        if (!straight.held(id).withoutVerdicts().equals(held.withoutVerdicts())) {
            violation("files that come once and in order end in another ledger");
        }
        tally.events += truth.events();
    }

    private void violation(String what) {
        violations.add("seed " + seed + ": " + what);
    }
}
