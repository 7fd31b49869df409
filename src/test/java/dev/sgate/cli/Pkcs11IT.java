package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A license key in a token (SoftHSM2) signs what the desk exports; the command line runs in a process of its own, as at a desk. */
class Pkcs11IT {
    private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
    private static final String PIN = "648219";

    @TempDir
    Path folder;

    @BeforeEach
    void aToken() throws Exception {
        assertThat(Path.of(MODULE)).as("Debian's package softhsm2").exists();
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens") + "\nobjectstore.backend = file\n");
        for (String label : List.of("other", "desk")) {
            run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "1111", "--pin", PIN);
        }
        pin(PIN);
        Files.writeString(
                folder.resolve("pkcs11.cfg"), "name = desk\nlibrary = " + MODULE + "\nslot = " + slotOf("desk") + "\n");
        keytool("license-1", "RSA", "4096");
    }

    private void pin(String pin) throws IOException {
        Path file = folder.resolve("pin");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pin + "\n");
    }

    private String slotOf(String label) throws Exception {
        String slot = "";
        for (String line : run("softhsm2-util", "--show-slots").lines().toList()) {
            slot = line.startsWith("Slot ") ? line.substring("Slot ".length()) : slot;
            if (line.strip().startsWith("Label:") && line.strip().endsWith(label)) {
                return slot.strip();
            }
        }
        throw new AssertionError("no token " + label);
    }

    private void keytool(String id, String algorithm, String size) throws Exception {
        run(
                java("keytool"),
                "-genkeypair",
                "-alias",
                id,
                "-keyalg",
                algorithm,
                "-keysize",
                size,
                "-dname",
                "CN=" + id,
                "-keystore",
                "NONE",
                "-storetype",
                "PKCS11",
                "-storepass",
                PIN,
                "-providerClass",
                "sun.security.pkcs11.SunPKCS11",
                "-providerArg",
                folder.resolve("pkcs11.cfg").toString());
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private String uri(String token, String key) {
        return "pkcs11:token=" + token + ";object=" + key + "?module-path=" + MODULE + "&pin-source=file:"
                + folder.resolve("pin");
    }

    private Process start(List<String> words) throws IOException {
        ProcessBuilder process = new ProcessBuilder(words).redirectErrorStream(true);
        process.environment()
                .putAll(Map.of("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString()));
        return process.start();
    }

    private record Ended(int status, String said) {}

    private Ended end(List<String> words) throws Exception {
        Process process = start(words);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private String run(String... words) throws Exception {
        Ended ended = end(List.of(words));
        assertThat(ended.status())
                .as(String.join(" ", words) + "\n" + ended.said())
                .isZero();
        return ended.said();
    }

    /** The desk in a process of its own: the token's library reads its settings from the environment. */
    private Ended desk(Object... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                java("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        for (Object word : words) {
            line.add(word.toString());
        }
        return end(line);
    }

    private Ended export(String key, String out) throws Exception {
        return desk(
                "export",
                "license",
                "--key",
                key,
                "--ledger",
                folder.resolve("desk.db"),
                "--customer",
                "X",
                "--product",
                "press",
                "--pool",
                1,
                "--out",
                folder.resolve(out));
    }

    @Test
    void aKeyInATokenSignsALicense() throws Exception {
        Ended shown = desk("key", "show", uri("desk", "license-1"));
        assertThat(shown.status()).as(shown.said()).isZero();
        Files.writeString(folder.resolve("license-1.pub"), shown.said());
        sgate("keygen", "--role", "root,update", "--out", folder);
        trust();

        Ended exported = export(uri("desk", "license-1"), "a.sglic");

        assertThat(exported.status()).as(exported.said()).isZero();
        CommandRun verified = sgate("verify", folder.resolve("a.sglic"), "--trust", folder.resolve("v.sgtrust"));
        assertThat(verified.status()).as(verified.out() + verified.err()).isZero();
        assertThat(folder.resolve("license-1.pem")).doesNotExist();
    }

    @Test
    void aKeyInATokenSignsAnAuditorsPack() throws Exception {
        export(uri("desk", "license-1"), "a.sglic");
        Path pack = folder.resolve("pack.jsonl");

        Ended made =
                desk("audit", "--ledger", folder.resolve("desk.db"), "--pack", pack, "--key", uri("desk", "license-1"));

        assertThat(made.status()).as(made.said()).isZero();
        Ended shown = desk("key", "show", uri("desk", "license-1"));
        String pin = shown.said().replaceAll("(?s).*-----BEGIN PUBLIC KEY-----|-----END PUBLIC KEY-----.*|\\s", "");
        String checked =
                run(java("java"), "docs/examples/AuditCheck.java", pack.toString(), "--key", "license-1=" + pin);
        assertThat(checked).startsWith("OK");
    }

    private void trust() throws IOException {
        sgate("keygen", "--role", "root", "--id", "r", "--out", folder);
        sgate("keygen", "--role", "update", "--id", "u", "--out", folder);
        CommandRun made = sgate(
                "trust",
                "init",
                "--root",
                folder.resolve("r.pub"),
                "--license",
                folder.resolve("license-1.pub"),
                "--update",
                folder.resolve("u.pub"),
                "--sign",
                folder.resolve("r.pem"),
                "--out",
                folder.resolve("v.sgtrust"));
        assertThat(made.status()).as(made.err()).isZero();
    }

    @Test
    void aKeyThatCannotBeFetchedIsToldOfInOneLine() throws Exception {
        keytool("small", "RSA", "2048");
        assertFailed(uri("desk", "nobody"), "fetching the public key failed: the key nobody in the token desk");
        assertFailed(uri("other", "license-1"), "fetching the public key failed");
        assertFailed(uri("absent", "license-1"), "no token has this label");
        assertFailed(uri("desk", "small"), "no RSA key of 4096 bits");
        pin("000000");
        assertFailed(uri("desk", "license-1"), "fetching the public key failed", "PIN");
        Files.setPosixFilePermissions(folder.resolve("pin"), PosixFilePermissions.fromString("rw-r--r--"));
        assertFailed(uri("desk", "license-1"), "may be read by others");
    }

    private void assertFailed(String key, String... said) throws Exception {
        Ended ended = export(key, "none.sglic");
        assertThat(ended.status()).as(key + ended.said()).isIn(1, 2);
        assertThat(ended.said()).contains(said).doesNotContain("\tat ", PIN);
        assertThat(folder.resolve("none.sglic")).doesNotExist();
    }
}
