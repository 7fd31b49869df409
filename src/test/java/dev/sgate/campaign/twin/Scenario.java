package dev.sgate.campaign.twin;

import dev.sgate.seal.Sha256;
import dev.sgate.station.TwinSite;
import dev.sgate.vectors.TestKeys;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.MintedLicense;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.SyncImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One site over one year: each six days its applications ask for leases, each thirty days a stick goes there and back. What goes
 * wrong follows from the seed alone.
 */
final class Scenario {
    static final String PRODUCT = "press";
    static final long SEATS = 5;
    private static final int CLIENTS = 4; // and the appliance itself
    private static final int STEPS = 61;
    private static final int STEPS_A_STICK = 5;
    private static final Duration STEP = Duration.ofDays(6);
    private static final Instant START = Instant.parse("2026-02-01T12:00:00Z");

    /** What is wrong with a site. */
    enum Kind {
        HONEST,
        WRONG_CLOCK,
        /** The disk is copied into a second box, and both go on. */
        CLONE,
        /** The first bundle is imported on a second machine as well. */
        ABUSE,
        /** The machine is installed anew, with a new device key. */
        REINSTALLED
    }

    /** A journal on its way back. */
    private record Returning(Box from, Instant exportedAt, Path file) {}

    final Kind kind;
    final long seed;
    final List<Box> boxes = new ArrayList<>();
    final List<ImportedFile> imported = new ArrayList<>();
    private final Random random;
    private final DeskLedger ledger;
    private final Path folder;
    private final TwinBug bug;
    private final String name;
    private final List<Returning> late = new ArrayList<>();
    private final Set<String> clients = new TreeSet<>();
    private final int turn;
    private MintedLicense license;
    private String licenseKey = "";
    private long files;
    private List<Sha256> namedByHand = List.of();
    long lostSticks;

    Scenario(long seed, DeskLedger ledger, Path folder, TwinBug bug) {
        this.seed = seed;
        this.random = new Random(seed);
        this.kind = Kind.values()[(int) Math.floorMod(seed, (long) Kind.values().length)];
        this.ledger = ledger;
        this.folder = folder;
        this.bug = bug;
        this.name = "site-" + seed;
        this.turn = 11 + random.nextInt(30);
    }

    UUID licenseId() {
        return license.terms().licenseId();
    }

    /** When something became of the site. */
    Instant parted() {
        return START.plus(STEP.multipliedBy(turn));
    }

    /** Lives through the year; afterwards the boxes know the truth, and the ledger what reached it. */
    void run() throws IOException, InterruptedException {
        boxes.add(new Box(new TwinSite(name, name)));
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(digest(name + " client " + i));
        }
        Instant now = START;
        for (int step = 0; step < STEPS; step++, now = now.plus(STEP)) {
            happen(step);
            if (step % STEPS_A_STICK == 0) {
                stick(now);
            }
            for (Box box : boxes) {
                box.ask(now.plusSeconds(60), licenseKey, machinesOf(box));
            }
        }
        for (Returning returning : List.copyOf(late)) {
            take(returning, now);
        }
    }

    private Set<String> machinesOf(Box box) {
        if (kind == Kind.ABUSE && boxes.indexOf(box) == 1) {
            Set<String> others = new TreeSet<>();
            clients.forEach(client -> others.add(digest(client)));
            return others;
        }
        return clients;
    }

    private void happen(int step) {
        Box first = boxes.getFirst();
        if (kind == Kind.WRONG_CLOCK && step == turn) {
            first.clockError = random.nextBoolean() ? Duration.ofDays(3) : Duration.ofDays(-40);
        }
        if (kind == Kind.WRONG_CLOCK && step == turn + 7) {
            first.clockError = Duration.ZERO;
        }
        if (kind == Kind.CLONE && step == turn) {
            boxes.add(first.copied());
            boxes.getLast().sendsNothing = random.nextInt(3) == 0;
        }
        if (kind == Kind.REINSTALLED && step == turn) {
            first.sendsNothing = true;
            Box anew = new Box(new TwinSite(name, name + " anew"));
            boxes.add(anew);
            namedByHand =
                    List.of(new Sha256(TestKeys.device(name + " anew").kid().value()));
        }
    }

    /** A stick goes to the site with a new bundle, and back with the journals. */
    private void stick(Instant now) throws IOException, InterruptedException {
        for (Returning returning : List.copyOf(late)) {
            take(returning, now);
        }
        late.clear();
        license = mint(now);
        if (isLost()) {
            return;
        }
        Map<String, byte[]> onIt = Map.of("license.sglic", license.line());
        if (kind == Kind.ABUSE && boxes.size() == 1) {
            boxes.add(new Box(new TwinSite(name + " second", name + " second")));
            boxes.getLast().sendsNothing = random.nextInt(3) == 0;
        }
        for (Box box : List.copyOf(boxes)) {
            if (kind == Kind.REINSTALLED && boxes.size() == 2 && box == boxes.getFirst()) {
                continue; // is no more
            }
            visit(box, onIt, now);
        }
    }

    private boolean isLost() {
        boolean lost = random.nextInt(5) == 0;
        lostSticks += lost ? 1 : 0;
        return lost;
    }

    private void visit(Box box, Map<String, byte[]> onIt, Instant now) throws IOException, InterruptedException {
        box.site.clock(now.plus(box.clockError));
        Map<String, byte[]> back = box.site.plugIn(onIt);
        boolean lost = isLost();
        for (Map.Entry<String, byte[]> file : back.entrySet()) {
            if (!file.getKey().endsWith(".sgsync") || box.sendsNothing || lost) {
                continue;
            }
            Path path = Files.write(folder.resolve(name + "-" + ++files + ".sgsync"), file.getValue());
            Returning returning = new Returning(box, now, path);
            if (random.nextInt(10) == 0) {
                late.add(returning);
                continue;
            }
            take(returning, now);
            if (random.nextInt(10) == 0) {
                take(returning, now);
            }
        }
    }

    private void take(Returning returning, Instant now) throws IOException {
        Box box = returning.from();
        box.reached(returning.exportedAt());
        box.sentFromTheFuture |= !box.clockError.isNegative()
                && !box.clockError.isZero()
                && returning.exportedAt().equals(now);
        if (!bug.drops(files)) {
            imported.add(new SyncImport(ledger, now).importFile(returning.file()));
        }
    }

    private MintedLicense mint(Instant now) {
        MintedLicense made = new TwinDesk(ledger)
                .mint(name, Optional.ofNullable(license), namedByHand, START.plus(Duration.ofDays(400)), now);
        made.newKey().ifPresent(key -> licenseKey = key.written());
        return made;
    }

    private static String digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
