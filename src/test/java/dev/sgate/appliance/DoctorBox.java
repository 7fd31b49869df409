package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.cli.CommandRun;
import dev.sgate.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A box for the doctor: a licensed appliance with an application that runs and its state on a disk of its own; beside it a folder that
 * stands for the system of an installed box. Broken and put back by the functions of {@code doctor/faults.sh}.
 */
final class DoctorBox {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FAULTS = Path.of("src/test/resources/doctor/faults.sh");

    /** An application that takes some room. */
    private static final String TAKES_ROOM =
            "#!/bin/sh\nwhile :; do sleep 1; done\n" + "# nothing but weight\n".repeat(400_000);

    private final Path folder;
    private final LicensedSite site;
    private Path config = Path.of("");

    private DoctorBox(Path folder, LicensedSite site) {
        this.folder = folder;
        this.site = site;
    }

    /** A fault as the script has it: its function, and what the remark above it says. */
    record Fault(String function, List<String> words) {
        private static final Pattern FUNCTION = Pattern.compile("(?m)^#:(.*)\n([a-z_]+)\\(\\)");

        static List<Fault> all() throws IOException {
            return FUNCTION.matcher(Files.readString(FAULTS))
                    .results()
                    .map(Fault::of)
                    .toList();
        }

        private static Fault of(MatchResult found) {
            return new Fault(
                    found.group(2),
                    Pattern.compile(" ")
                            .splitAsStream(found.group(1))
                            .filter(word -> !word.isEmpty())
                            .toList());
        }

        String name() {
            return function.replace('_', '-');
        }

        boolean up() {
            return words.contains("up");
        }

        private int at() {
            return words.indexOf("at");
        }

        /** What else is found. */
        List<String> besides() {
            List<String> names = at() < 0 ? words : words.subList(0, at());
            return names.stream().filter(word -> !word.equals("up")).toList();
        }

        /** The words that ask as if it were another time. */
        List<String> when() {
            if (at() < 0) {
                return List.of();
            }
            String time = words.get(at() + 1);
            Instant then = time.startsWith("+")
                    ? Instant.now()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .plus(Duration.parse("P" + time.substring(1).toUpperCase(java.util.Locale.ROOT)))
                    : Instant.parse(time);
            return List.of("--at", then.toString());
        }
    }

    static DoctorBox make(Path folder) throws Exception {
        LicensedSite site = new LicensedSite(folder);
        DoctorBox box = new DoctorBox(folder, site);
        box.disk();
        site.set("media = " + folder.resolve("media"));
        site.set("routes = " + Path.of("routes").toAbsolutePath());
        site.start();
        box.config = folder.resolve("settings-1.properties");
        site.stop();
        Files.copy(site.state().resolve("sgate.db"), folder.resolve("older.db"));
        box.shell("cp -a \"$STATE\" \"$BASE/unlicensed\"", 0);
        site.start();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        site.bringLicense(
                "narrow", 3, "--valid-until", now.plus(300, ChronoUnit.DAYS).toString());
        site.bringLicense(
                "lantern",
                5,
                "--valid-until",
                now.plus(100, ChronoUnit.DAYS).toString(),
                "--crl-max-age-days",
                "400",
                "--update",
                site.update("1.0.0", TAKES_ROOM).toString(),
                "--trust",
                site.trust().toString());
        assertThat(site.daemon().log()).contains("release installed and healthy");
        site.stop();
        box.config = folder.resolve("settings-2.properties");
        box.system();
        box.shell(
                "mkdir -p \"$BASE/was\"; rm -r \"$MEDIA\"/*; chmod 0711 \"$STATE\"; mkdir \"$BASE/good\""
                        + "; cp -a \"$STATE\" \"$BASE/good/state\"; cp -a \"$ROOT\" \"$BASE/good/root\""
                        + "; cp -a \"$CONFIG\" \"$BASE/good/config\"; cp -a \"$TRUST\" \"$BASE/good/trust\"",
                0);
        return box;
    }

    private void disk() throws Exception {
        Files.createDirectory(site.state());
        shell(
                "truncate -s 160M \"$BASE/disk.img\"; mkfs.ext4 -q -m 0 -N 2000 \"$BASE/disk.img\""
                        + "; mount -o loop \"$BASE/disk.img\" \"$STATE\"; rmdir \"$STATE/lost+found\"",
                0);
        Path sgate = folder.resolve("sgate");
        String java = ProcessHandle.current().info().command().orElseThrow();
        Files.writeString(
                sgate,
                "#!/bin/sh\nexec " + java + " --enable-native-access=ALL-UNNAMED -cp "
                        + System.getProperty("java.class.path") + " " + Main.class.getName()
                        + " \"$@\" --config \"$CONFIG\" --state \"$STATE\" --trust \"$TRUST\"\n");
        assertThat(sgate.toFile().setExecutable(true)).isTrue();
    }

    /** What a package and a system around it would have put there. */
    private void system() throws Exception {
        shell("""
                mkdir -p "$ROOT"/etc/systemd/system/multi-user.target.wants "$ROOT"/etc/systemd/system/sockets.target.wants \
                    "$ROOT"/usr/lib/systemd/system "$ROOT"/usr/lib/udev/rules.d "$ROOT"/usr/share/polkit-1/rules.d \
                    "$ROOT"/usr/share/sgate "$ROOT"/var/log/journal "$ROOT"/sys/class/rtc/rtc0 "$ROOT"/lib/modules/6.12
                for unit in sgate.service sgate-stick@.service sgate-write.socket sgate-app@.service; do
                    echo '[Unit]' >"$ROOT/usr/lib/systemd/system/$unit"
                done
                ln -s /usr/lib/systemd/system/sgate.service "$ROOT/etc/systemd/system/multi-user.target.wants/"
                ln -s /usr/lib/systemd/system/sgate-write.socket "$ROOT/etc/systemd/system/sockets.target.wants/"
                echo '# rules' >"$ROOT/usr/lib/udev/rules.d/80-sgate.rules"
                echo '// rules' >"$ROOT/usr/share/polkit-1/rules.d/50-sgate.rules"
                cp /etc/machine-id "$ROOT/etc/machine-id"
                printf 'root:x:0:0::/root:/bin/sh\\nsgate:x:990:990::/:/sbin/nologin\\nsgate-app:x:991:991::/:/sbin/nologin\\n' \
                    >"$ROOT/etc/passwd"
                printf 'kernel/fs/fat/vfat.ko.xz:\\nkernel/fs/exfat/exfat.ko.xz:\\n' >"$ROOT/lib/modules/6.12/modules.dep"
                """, 0);
    }

    DaemonProcess start() throws IOException {
        DaemonProcess daemon = DaemonProcess.launch(
                folder.resolve("doctor-daemon.log"),
                "--config",
                config,
                "--state",
                site.state(),
                "--trust",
                site.trust());
        daemon.await("leases: applications can ask");
        return daemon;
    }

    /** Runs these lines with all that the script defines. */
    void shell(String lines, long pid) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-euc", ". " + FAULTS + "\n" + lines);
        bash.environment().put("STATE", site.state().toString());
        bash.environment().put("TRUST", site.trust().toString());
        bash.environment().put("CONFIG", config.toString());
        bash.environment().put("MEDIA", folder.resolve("media").toString());
        bash.environment().put("ROOT", folder.resolve("root").toString());
        bash.environment().put("BASE", folder.toString());
        bash.environment().put("SGATE", folder.resolve("sgate").toString());
        bash.environment().put("PORT", Integer.toString(site.port()));
        bash.environment().put("PID", Long.toString(pid));
        Path said = folder.resolve("shell.log");
        Process process =
                bash.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(lines + "\n" + Files.readString(said))
                .isZero();
    }

    void putBack() throws IOException, InterruptedException {
        shell("put_back", 0);
    }

    CommandRun ask(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", config, "--state", site.state(), "--trust", site.trust()));
        all.addAll(List.of("--root", folder.resolve("root")));
        return CommandRun.sgate(all.toArray());
    }

    /** The names of the faults that are found. */
    Set<String> findings() throws IOException {
        return names(json(List.of()));
    }

    JsonNode json(List<String> words) throws IOException {
        List<Object> all = new ArrayList<>(List.of("doctor", "--json"));
        all.addAll(words);
        String answer = ask(all.toArray()).out();
        String schema = Files.readString(Path.of("src/main/resources/dev/sgate/schemas/doctor.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(answer, InputFormat.JSON))
                .isEmpty();
        return JSON.readTree(answer);
    }

    static Set<String> names(JsonNode answer) {
        Set<String> names = new TreeSet<>();
        for (JsonNode check : answer.get("checks")) {
            if (Set.of("broken", "look").contains(check.get("finding").asText())) {
                names.add(check.get("name").asText());
            }
        }
        return names;
    }

    static JsonNode find(JsonNode answer, String name) {
        for (JsonNode check : answer.get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError(name);
    }

    /** Each file of the state folder with its size, owner, mode, times and digest. */
    List<String> allThatIsThere() throws IOException, InterruptedException {
        Path list = folder.resolve("list.txt");
        shell(
                "cd \"$STATE\"; { find . -printf '%p %s %u %m %T@ %C@\\n'; find . -type f -exec sha256sum {} +; } | sort >"
                        + list,
                0);
        return Files.readAllLines(list);
    }

    void remove() throws IOException, InterruptedException {
        shell(
                "put_back; kill -KILL \"$(cut -d ' ' -f 1 \"$STATE/apps/lantern/running\")\" || true; umount -l \"$STATE\"",
                0);
    }
}
