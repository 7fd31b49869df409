package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.InstallPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void allDefaults() throws BadSetting {
        Path routes = Path.of(System.getProperty("sgate.home", "/usr/lib/sgate"), "routes");
        assertThat(Settings.of(Map.of()))
                .isEqualTo(new Settings(
                        Path.of("/run/sgate/media"),
                        Path.of("/var/lib/sgate"),
                        Path.of("/etc/sgate/trust.sgtrust"),
                        routes,
                        Set.of(),
                        "en",
                        false,
                        Optional.empty(),
                        "",
                        Path.of("/var/lib/sgate/sgate.sock"),
                        Path.of("/var/lib/sgate/sgate.prom"),
                        Path.of("/var/lib/sgate/leases"),
                        List.of(),
                        Duration.ofMinutes(5),
                        Optional.empty(),
                        false,
                        InstallPolicy.DEFAULT,
                        new StickSettings(Duration.ofMinutes(2)),
                        LeaseServiceSettings.of(LeaseServiceSettings.DEFAULTS)));
    }

    @Test
    void everySettingSet() throws BadSetting {
        Map<String, String> given = new HashMap<>(Map.of("time.servers", "time.site, 10.0.0.1:1123"));
        given.put("time.thresholdSeconds", "60");
        given.putAll(Map.of(
                "media", "/media",
                "state", "/srv/sgate",
                "trust", "/srv/vendor.sgtrust",
                "routes", "/srv/routes",
                "products", "press, lathe",
                "language", "de",
                "allow-folders", "true",
                "machine-id", "box-7",
                "socket", "/run/sgate.sock",
                "metrics.file", "/srv/node/sgate.prom"));
        given.put("license.noticeDays", "21");
        given.put("sticks.writer", "helper");
        given.put("sticks.socket", "/run/stick.sock");
        given.put("lease.folder", "/run/leases");
        given.put("apps.supervisor", "systemd");
        given.put("install.when", "at-restart");
        given.put("install.keepReleases", "12");
        given.put("sticks.patienceSeconds", "45");
        given.putAll(LeaseServiceSettingsTest.EVERY_ONE);
        assertThat(given.keySet()).as("every setting").isEqualTo(Settings.names());
        assertThat(Settings.of(given))
                .isEqualTo(new Settings(
                        Path.of("/media"),
                        Path.of("/srv/sgate"),
                        Path.of("/srv/vendor.sgtrust"),
                        Path.of("/srv/routes"),
                        Set.of("press", "lathe"),
                        "de",
                        true,
                        Optional.of(Path.of("/run/stick.sock")),
                        "box-7",
                        Path.of("/run/sgate.sock"),
                        Path.of("/srv/node/sgate.prom"),
                        Path.of("/run/leases"),
                        List.of("time.site", "10.0.0.1:1123"),
                        Duration.ofMinutes(1),
                        Optional.of(Duration.ofDays(21)),
                        true,
                        new InstallPolicy(InstallPolicy.When.AT_RESTART, 12),
                        new StickSettings(Duration.ofSeconds(45)),
                        LeaseServiceSettings.of(LeaseServiceSettingsTest.EVERY_ONE)));
    }

    @ParameterizedTest
    @CsvSource({
        "mediaa, /media, there is no such setting",
        "media, '', needs a path",
        "state, /var/lib/my%20state, must not have any of",
        "state, /var/lib/${x}, must not have any of",
        "products, 'press,Lathe', this is no product name: Lathe",
        "language, fr, receipts are written in",
        "metrics.file, /srv/node/sgate.txt, names end in .prom",
        "time.thresholdSeconds, 5m, must be a number of seconds",
        "sticks.writer, root, must be self or helper",
        "apps.supervisor, docker, must be self or systemd",
        "install.when, later, 'must be at-once, confirm or at-restart'",
        "install.keepReleases, 1, must be a number from 2 to 99",
        "sticks.patienceSeconds, 0, must be a number of seconds from 1 to 9999",
        "allow-folders, yes, must be true or false"
    })
    void aMistakeNamesTheSettingAndTheReason(String name, String value, String reason) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("setting " + name + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void readsAFile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sgate.properties"), "# where sticks are\n\nmedia = /media\n language=en \nproducts=\n");
        assertThat(SettingsFile.read(file))
                .containsExactly(Map.entry("media", "/media"), Map.entry("language", "en"), Map.entry("products", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"media", "= /media", "media = /a\nmedia = /b"})
    void aMalformedFileIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sgate.properties"), text);
        assertThatThrownBy(() -> SettingsFile.read(file))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsNotUtf8OrNotThereIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin"), "language = \u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SettingsFile.read(file)).hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> SettingsFile.read(folder.resolve("none")))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("there is no file");
    }
}
