package dev.sgate.campaign.scenario;

import static dev.sgate.cli.CommandRun.succeed;

import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.FileSystem;
import dev.sgate.campaign.site.Folders;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Packaged;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Release;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * State folders to begin with, made once: booted (keys and an empty database), installed (versions 1 and 2 and their licenses), and old
 * (the same in a database of the product's first version). Safe for use by several threads.
 */
public final class Stage implements AutoCloseable {
    /** How long a start or a visit may take, on a machine that has other things to do. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PowerSwitch power;
    private final Path folder;
    private final Packaged product;
    private final Vendor vendor;
    private final Path newTrust;
    private final List<String> said = new ArrayList<>();
    private int grounds;

    private Stage(PowerSwitch power, Path folder, Packaged product, Vendor vendor, Path newTrust) {
        this.power = power;
        this.folder = folder;
        this.product = product;
        this.vendor = vendor;
        this.newTrust = newTrust;
    }

    /** Makes it in a new folder, which {@link #close} removes. Takes the time of two starts and three visits. */
    public static Stage make(PowerSwitch power, String name) throws IOException, InterruptedException {
        Path folder = Folders.make(name);
        Vendor vendor = new Vendor(Files.createDirectory(folder.resolve("vendor")));
        Packaged product = Packaged.ofCheckout(folder.resolve("product"));
        Stage stage = new Stage(power, folder, product, vendor, newTrust(vendor));
        stage.prepare();
        return stage;
    }

    private static Path newTrust(Vendor vendor) {
        Path keys = vendor.trust().resolveSibling("next");
        Path next = keys.resolveSibling("next.sgtrust");
        succeed("keygen", "--role", "license", "--id", "license-2", "--out", keys);
        succeed(
                "trust",
                "next",
                vendor.trust(),
                "--add-license",
                keys.resolve("license-2.pub"),
                "--sign",
                vendor.trust().resolveSibling("root.pem"),
                "--out",
                next);
        return next;
    }

    private void prepare() throws IOException, InterruptedException {
        try (Ground ground = ground()) {
            Daemon daemon = ground.start(Start.PLAIN, line -> {});
            await(daemon, "ready", 0);
            daemon.stop(PATIENCE);
            save(ground, "booted");
            daemon = ground.start(Start.PLAIN, this::said);
            for (int version = 1; version <= 2; version++) {
                ground.fillStick(vendor.release(version));
                int from = daemon.lines().size();
                ground.plugIn();
                await(daemon, "safe to unplug", from);
                ground.pullStick();
            }
            daemon.stop(PATIENCE);
            ground.endApplications();
            save(ground, "installed");
            save(ground, "old");
            OldState.make(folder.resolve("old"));
        }
    }

    private synchronized void said(String line) {
        said.add(line);
    }

    /** What the daemon said while it installed versions 1 and 2. */
    public synchronized List<String> saidBefore() {
        return List.copyOf(said);
    }

    private static void await(Daemon daemon, String line, int from) throws IOException {
        if (daemon.await(one -> one.startsWith(line), from, PATIENCE).isEmpty()) {
            throw new IOException("never said: " + line + ", but " + daemon.lines());
        }
    }

    private void save(Ground ground, String name) throws IOException {
        run("cp", "-a", ground.state().toString(), folder.resolve(name).toString());
    }

    /** A ground of its own for one worker. */
    public synchronized Ground ground() throws IOException {
        grounds++;
        return ground(folder.resolve("ground-" + grounds), FileSystem.EXT4, FileSystem.EXT4);
    }

    /** The same in this folder, with these disks. */
    public Ground ground(Path place, FileSystem stateDisk, FileSystem stickDisk) throws IOException {
        return Ground.make(power, place, product, vendor, stateDisk, stickDisk);
    }

    /** Starts with these overlays are quick from now on. */
    public synchronized void warmUp(Start start) throws IOException, InterruptedException {
        try {
            Ground.warmUp(power, folder.resolve("warm"), product, vendor, start);
        } catch (IllegalStateException slowMachine) {
            // starts are slower without, and nothing else
            return;
        }
    }

    /** The class path that overlays are compiled against. */
    public List<Path> classPath() throws IOException {
        List<Path> all = new ArrayList<>(List.of(product.jar()));
        try (var libraries = Files.list(product.jar().resolveSibling("lib"))) {
            libraries.forEach(all::add);
        }
        return all;
    }

    /** A place for things of this campaign. */
    public Path folder() {
        return folder;
    }

    /** Who makes the versions. */
    public Vendor vendor() {
        return vendor;
    }

    Release release(int number) throws IOException {
        return vendor.release(number);
    }

    /** The state disk and the stick are as the scenario begins; both are synced. */
    public void set(Ground ground, Scenario scenario) throws IOException {
        run("rm", "-rf", ground.state().toString());
        if (scenario != Scenario.FIRST_BOOT) {
            run(
                    "cp",
                    "-a",
                    folder.resolve(snapshot(scenario)).toString(),
                    ground.state().toString());
        }
        run("sync", "-f", ground.state().getParent().toString());
        ground.atTheBench(top -> {
            clear(top);
            for (Path file : onTheStick(scenario)) {
                Files.copy(file, top.resolve(file.getFileName()));
            }
            if (scenario == Scenario.EXPORT) {
                Files.createFile(top.resolve("SGATE-RETURN"));
            }
            return top;
        });
    }

    private static void clear(Path top) throws IOException {
        try (var files = Files.list(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String snapshot(Scenario scenario) {
        return switch (scenario) {
            case FIRST_BOOT, LICENSE, FIRST_FAILS, TRUST -> "booted";
            case MIGRATION -> "old";
            case INSTALL, ROLLBACK, EXPORT -> "installed";
        };
    }

    List<Path> onTheStick(Scenario scenario) throws IOException {
        return switch (scenario) {
            case FIRST_BOOT, MIGRATION, EXPORT -> List.of();
            case LICENSE -> List.of(vendor.release(1).files().get(1));
            case INSTALL -> List.of(vendor.release(3).files().getFirst());
            case ROLLBACK -> List.of(vendor.release(5).files().getFirst());
            case FIRST_FAILS ->
                List.of(vendor.release(Vendor.SINGLE_AND_BAD).files().getFirst());
            case TRUST -> List.of(newTrust);
        };
    }

    private static void run(String... words) throws IOException {
        try {
            Process process = new ProcessBuilder(words).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", words));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }
}
