package dev.sgate.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The main job: mint, plug in, install, roll back, update, refuse, reconcile. Each step checks what it claims from outside the
 * appliance. One method a step; that makes it long.
 */
final class MainJob implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration VISIT_TIMEOUT = Duration.ofSeconds(60);
    private static final String SAFE = "safe to unplug";

    private final Sabotage sabotage;
    private final Path work;
    private final Path media;
    private final Path journals;
    private final Desk desk;
    private final Workshop workshop;
    private final ApplianceView view;
    private final Kiosk kiosk;
    private final List<DemoStick> sticks = new ArrayList<>();
    private StickKind kind = StickKind.FOLDER;
    private Optional<Path> license = Optional.empty();
    private Optional<DemoAppliance> appliance = Optional.empty();

    MainJob(CommandLineRunner commandLine, Path work, Sabotage sabotage) throws IOException {
        this.desk = new Desk(commandLine);
        this.sabotage = sabotage;
        this.work = work.toRealPath();
        this.media = Files.createDirectories(this.work.resolve("media"));
        this.journals = Files.createDirectories(this.work.resolve("journals"));
        this.workshop = new Workshop(desk, this.work.resolve("vendor"));
        this.view = new ApplianceView(desk, this.work.resolve("state"), workshop.trust());
        this.kiosk = new Kiosk(workshop.healthUrl());
    }

    /** Step 1. */
    String mint() throws IOException, StepFailed {
        workshop.makeKeys();
        Path update = workshop.update("1.0.0", false);
        Path minted = workshop.firstLicense(update, sabotage == Sabotage.WRONG_KEY);
        workshop.requireVerifies(minted);
        StepFailed.unless(
                String.valueOf(minted.getFileName()).matches("license-[0-9a-f]{8}\\.sglic"),
                "the license is called " + minted);
        license = Optional.of(minted);
        return String.format(
                Locale.ROOT,
                "root, license and update keys and a trust document made; %s minted with the application inside (%.1f MB)",
                minted.getFileName(),
                Files.size(minted) / 1e6);
    }

    /** Step 2. */
    String plugIn() throws IOException, StepFailed {
        kind = StickKind.best();
        DemoStick stick = stick("stick-1", List.of(license.orElseThrow()));
        List<String> options = new ArrayList<>(List.of(
                "--media",
                media.toString(),
                "--state",
                view.state().toString(),
                "--trust",
                workshop.trust().toString()));
        if (kind == StickKind.FOLDER) {
            options.add("--allow-folders");
        }
        if (sabotage == Sabotage.WRONG_SETTING) {
            Path settings =
                    Files.writeString(work.resolve("sgate.properties"), "langauge=en\n", StandardCharsets.UTF_8);
            options.addAll(List.of("--config", settings.toString()));
        }
        DemoAppliance started = DemoAppliance.start(options, work.resolve("appliance.log"));
        appliance = Optional.of(started);
        started.await("ready", 0, READY_TIMEOUT);
        int mark = started.mark();
        stick.plugIn(sabotage == Sabotage.READ_ONLY_STICK ? "ro" : "rw");
        started.await(stick.name(), mark, Duration.ofSeconds(5));
        return "the stick is " + kind + "; the appliance runs as a process of its own and saw it";
    }

    /** Step 3. */
    String install() throws IOException, StepFailed {
        running().await(SAFE, 0, VISIT_TIMEOUT);
        DemoStick stick = sticks.getFirst();
        stick.pull();
        Path journal = takeJournal(stick);
        kiosk.requireRuns("1.0.0");
        view.requireLicensed(Workshop.PRODUCT);
        return "license imported, this machine has its seat, kiosk 1.0.0 runs; receipt and " + journal.getFileName()
                + " are on the stick; safe to unplug";
    }

    /** Step 4. */
    String rollBack() throws IOException, StepFailed {
        DemoStick stick = visit("stick-2", List.of(workshop.update("1.1.0", sabotage != Sabotage.NO_CRASH)));
        String receipt = receipt(stick);
        StepFailed.unless(receipt.contains("health-check-failed"), "the receipt does not say why: " + receipt);
        kiosk.requireRuns("1.0.0");
        takeJournal(stick);
        return "kiosk 1.1.0 crashed on launch and was rolled back; 1.0.0 runs; the receipt says health-check-failed";
    }

    /** Step 5. */
    String update() throws IOException, StepFailed {
        DemoStick stick = visit("stick-3", List.of(workshop.update("1.2.0", sabotage == Sabotage.THIRD_CRASHES)));
        kiosk.requireRuns("1.2.0");
        JsonNode before = view.standing();
        int mark = running().mark();
        stick.plugIn("rw");
        running().await(SAFE, mark, VISIT_TIMEOUT);
        stick.pull();
        kiosk.requireRuns("1.2.0");
        StepFailed.unless(
                receipt(stick).contains("already-applied"),
                "the second receipt does not say that it was there: " + receipt(stick));
        StepFailed.unless(
                view.standing().equals(before),
                "the same stick again changed something: " + before + " " + view.standing());
        takeJournal(stick);
        return "kiosk 1.2.0 installed and runs; the same stick again changed nothing";
    }

    /** Step 6. */
    String refuse() throws IOException, StepFailed {
        Path genuine = workshop.nextLicense();
        if (sabotage != Sabotage.NOT_TAMPERED) {
            Tampering.editPayload(genuine);
        }
        JsonNode before = view.standing();
        DemoStick stick = visit("stick-4", List.of(genuine));
        String code = view.codeOfLatestRefusal();
        StepFailed.unless(
                code.equals("bad-signature"),
                "the tampered license should be refused with bad-signature, not \"" + code + "\"");
        StepFailed.unless(
                view.standing().equals(before), "a refused file changed something: " + before + " " + view.standing());
        List<String> names = stick.readBack(ApplianceView::names);
        StepFailed.unless(
                names.equals(List.of(String.valueOf(genuine.getFileName()))),
                "something was written on a foreign stick: " + names);
        return "the tampered license was refused with " + code
                + "; nothing changed, and nothing was written on that stick";
    }

    /** Step 7. */
    String reconcile() throws IOException, StepFailed {
        Path request = Files.createFile(work.resolve("SGATE-RETURN"));
        takeJournal(visit("stick-5", List.of(request)));
        if (sabotage == Sabotage.JOURNAL_EDITED) {
            Tampering.flipLastByte(DemoStick.find(journals, "stick-5", ".sgsync"));
        }
        List<Object> words = new ArrayList<>(List.of("import-sync", "--ledger", workshop.ledger(), "--json"));
        ApplianceView.names(journals).forEach(name -> words.add(journals.resolve(name)));
        JsonNode report = desk.run(words.toArray()).json();
        return ReconcileReport.require(report);
    }

    private DemoStick stick(String name, List<Path> files) throws IOException, StepFailed {
        DemoStick stick = DemoStick.with(kind, name, work, media, files);
        sticks.add(stick);
        return stick;
    }

    /** A whole visit: made, plugged in, waited for, pulled. */
    private DemoStick visit(String name, List<Path> files) throws IOException, StepFailed {
        DemoStick stick = stick(name, files);
        int mark = running().mark();
        stick.plugIn("rw");
        running().await(SAFE, mark, VISIT_TIMEOUT);
        stick.pull();
        return stick;
    }

    private String receipt(DemoStick stick) throws IOException, StepFailed {
        return stick.readBack(
                place -> Files.readString(DemoStick.find(place, "sgate-receipt-", ".json"), StandardCharsets.UTF_8));
    }

    /** Carries the journal of a pulled stick to the vendor's desk, as a courier would. */
    private Path takeJournal(DemoStick stick) throws IOException, StepFailed {
        return stick.readBack(place -> {
            DemoStick.find(place, "sgate-receipt-", ".txt");
            Path journal = DemoStick.find(place, "journal-", ".sgsync");
            Files.copy(journal, journals.resolve(stick.name() + "-" + journal.getFileName()));
            return journal;
        });
    }

    private DemoAppliance running() throws StepFailed {
        return appliance.orElseThrow(() -> new StepFailed("the appliance was not started"));
    }

    @Override
    public void close() throws IOException {
        appliance.ifPresent(DemoAppliance::close);
        view.stopApplications();
        for (DemoStick stick : sticks) {
            try {
                stick.close();
            } catch (StepFailed e) {
                throw new IOException("the stick " + stick.name() + " could not be put away", e);
            }
        }
    }
}
