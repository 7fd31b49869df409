package dev.sgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * RAUC of Debian: a plain bundle, a service on a message bus of its own, a slot on a loop device and no boot loader. Its other format
 * wants a device mapper, which small kernels lack.
 */
final class RaucPeer implements Peer {
    private static final long SLOT_BYTES = 128L << 20;

    private final Path folder;
    private final Path bundle;
    private final Map<String, String> bus;
    private final List<Process> servers = new ArrayList<>();
    private final List<String> loops = new ArrayList<>();

    RaucPeer(Path parent, Path content) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(parent.resolve("rauc"));
        this.bundle = folder.resolve("bench.raucb");
        this.bus = Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
        makeBundle(content);
        startServers();
    }

    private void makeBundle(Path content) throws IOException, InterruptedException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Path image = Files.createLink(inside.resolve("image.img"), content);
        Files.writeString(inside.resolve("manifest.raucm"), """
                [update]
                compatible=bench
                version=1
                [bundle]
                format=plain
                [image.rootfs]
                filename=image.img
                """);
        Programs.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:4096",
                "-nodes",
                "-subj",
                "/CN=bench",
                "-days",
                "30",
                "-keyout",
                folder.resolve("key.pem"),
                "-out",
                folder.resolve("cert.pem"));
        Programs.run(
                "rauc",
                "bundle",
                "--cert=" + folder.resolve("cert.pem"),
                "--key=" + folder.resolve("key.pem"),
                inside,
                bundle);
        Files.delete(image);
    }

    private void startServers() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("bus.conf"), busSettings());
        Files.writeString(folder.resolve("system.conf"), raucSettings(slot("a"), slot("b")));
        servers.add(start("dbus-daemon", "--nofork", "--config-file=" + folder.resolve("bus.conf")));
        awaitFile(folder.resolve("bus"));
        servers.add(start("rauc", "--conf=" + folder.resolve("system.conf"), "--override-boot-slot=A", "service"));
        rauc("status");
    }

    private String slot(String name) throws IOException, InterruptedException {
        Path image = folder.resolve(name);
        Programs.run("truncate", "-s", SLOT_BYTES, image);
        String loop = Programs.answer("losetup", "-f", "--show", image).strip();
        loops.add(loop);
        return loop;
    }

    private String busSettings() {
        return String.format(Locale.ROOT, """
                <busconfig>
                  <type>system</type>
                  <listen>%s</listen>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
                  </policy>
                </busconfig>
                """, bus.get("DBUS_SYSTEM_BUS_ADDRESS"));
    }

    private String raucSettings(String first, String second) {
        return String.format(Locale.ROOT, """
                [system]
                compatible=bench
                bootloader=noop
                bundle-formats=plain
                statusfile=%1$s/status
                mountprefix=%1$s/mnt
                [keyring]
                path=%1$s/cert.pem
                [slot.rootfs.0]
                device=%2$s
                type=raw
                bootname=A
                [slot.rootfs.1]
                device=%3$s
                type=raw
                bootname=B
                """, folder, first, second);
    }

    private Process start(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(bus);
        return builder.redirectOutput(folder.resolve(words[0] + ".log").toFile())
                .start();
    }

    private static void awaitFile(Path file) throws IOException, InterruptedException {
        Programs.run("timeout", "10", "sh", "-c", "until [ -e \"$1\" ]; do sleep 0.05; done", "sh", file);
    }

    private void rauc(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("env"));
        bus.forEach((name, value) -> line.add(name + "=" + value));
        line.add("rauc");
        line.addAll(List.of(words));
        Programs.run(line.toArray());
    }

    @Override
    public String name() {
        return "RAUC";
    }

    @Override
    public void install() throws IOException, InterruptedException {
        rauc("install", bundle.toString());
    }

    @Override
    public void close() throws IOException {
        for (Process server : servers.reversed()) {
            server.destroy();
            server.onExit().join();
        }
        for (String loop : loops) {
            new ProcessBuilder("losetup", "-d", loop).start().onExit().join();
        }
        Files.delete(bundle);
    }
}
