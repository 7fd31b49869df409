package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.TrustDocument;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys change at the desk: {@code trust next}, {@code key list}, {@code key show}. Three root keys, two of which must sign. */
class KeyVerbsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aDocument() {
        for (String root : List.of("root-1", "root-2", "root-3", "root-4")) {
            key("root", root);
        }
        key("license", "license-1");
        key("license", "license-2");
        key("update", "update-1");
        done(sgate(
                "trust",
                "init",
                "--root",
                pub("root-1"),
                pub("root-2"),
                pub("root-3"),
                "--root-threshold",
                2,
                "--license",
                pub("license-1"),
                "--update",
                pub("update-1"),
                "--sign",
                pem("root-1"),
                pem("root-2"),
                "--out",
                at("1.sgtrust")));
    }

    private void key(String role, String id) {
        done(sgate("keygen", "--role", role, "--id", id, "--out", folder));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private Path pub(String id) {
        return at(id + ".pub");
    }

    private Path pem(String id) {
        return at(id + ".pem");
    }

    private static CommandRun done(CommandRun run) {
        assertThat(run.status()).as(run.err() + run.out()).isZero();
        return run;
    }

    private CommandRun next(Object... more) {
        List<Object> words = new ArrayList<>(List.of("trust", "next", at("1.sgtrust"), "--out", at("2.sgtrust")));
        words.addAll(List.of(more));
        return sgate(words.toArray());
    }

    private TrustDocument followed() throws IOException {
        Keyring first = Samples.get(Keyring.pin(Files.readAllBytes(at("1.sgtrust"))));
        return Samples.get(first.follow(Files.readAllBytes(at("2.sgtrust"))))
                .document()
                .orElseThrow();
    }

    @Test
    void aLicenseKeyIsFollowedByAnother() throws IOException {
        done(next(
                "--add-license",
                pub("license-2"),
                "--revoke",
                "license-1",
                "--sign",
                pem("root-1"),
                "--sign",
                pem("root-3")));

        TrustDocument next = followed();
        assertThat(next.version()).isEqualTo(2);
        assertThat(next.revoked()).containsExactly(new Kid("license-1"));
        assertThat(next.keys()).containsKey(new Kid("license-2")).doesNotContainKey(new Kid("license-1"));
        assertThat(sgate("trust", "show", at("2.sgtrust")).out()).contains("license-2", "license-1");
    }

    /** The loss of one root key of three: the other two make the next document, without it and with a new one. */
    @Test
    void aRootKeyThatWasLostIsReplacedByTheOthers() throws IOException {
        Files.delete(pem("root-3"));

        done(next("--drop", "root-3", "--add-root", pub("root-4"), "--sign", pem("root-1"), "--sign", pem("root-2")));

        assertThat(followed().keys()).containsKey(new Kid("root-4")).doesNotContainKey(new Kid("root-3"));
    }

    @Test
    void oneRootKeyIsNotEnoughAndNothingIsWritten() {
        CommandRun run = next("--add-license", pub("license-2"), "--sign", pem("root-1"));
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).contains("wrong-role");
        assertThat(at("2.sgtrust")).doesNotExist();
    }

    @Test
    void whatNoApplianceWouldTakeIsNotMade() {
        CommandRun last = next("--drop", "license-1", "--sign", pem("root-1"), "--sign", pem("root-2"));
        assertThat(last.status()).isEqualTo(4);
        assertThat(last.out()).contains("malformed");
        CommandRun nobody = next("--drop", "nobody", "--sign", pem("root-1"));
        assertThat(nobody.status()).isEqualTo(2);
        assertThat(nobody.err()).contains("names no key nobody");
        assertThat(at("2.sgtrust")).doesNotExist();
    }

    /** All root keys are gone: the sites take a new line of documents by hand, above every version they hold. */
    @Test
    void afterTheLossOfAllRootKeysANewLineBeginsAboveTheOldOne() throws IOException {
        done(sgate(
                "trust",
                "init",
                "--first-version",
                7,
                "--root",
                pub("root-4"),
                "--license",
                pub("license-2"),
                "--update",
                pub("update-1"),
                "--sign",
                pem("root-4"),
                "--out",
                at("7.sgtrust")));
        Keyring anew = Samples.get(Keyring.pin(Files.readAllBytes(at("7.sgtrust"))));
        assertThat(anew.document().orElseThrow().version()).isEqualTo(7);
    }

    @Test
    void aPublicKeyIsShownAsPem() throws IOException {
        String shown = done(sgate("key", "show", pem("license-1"))).out();
        assertThat(shown).contains("Key-Id: license-1", "-----BEGIN PUBLIC KEY-----");
        assertThat(shown.strip()).isEqualTo(Files.readString(pub("license-1")).strip());
        assertThat(done(sgate("key", "show", pub("license-1"))).out()).isEqualTo(shown);
    }

    @Test
    void aKeyThatIsAYearOldIsToldOfWhereverItIsUsed() throws IOException {
        Files.setLastModifiedTime(
                pem("root-1"),
                FileTime.from(Instant.now().minus(Duration.ofDays(366)).minusSeconds(60)));
        CommandRun run =
                done(next("--add-license", pub("license-2"), "--sign", pem("root-1"), "--sign", pem("root-2")));
        assertThat(run.err()).contains("key root-1 is 366 days old").doesNotContain("root-2");
        assertThat(done(sgate("key", "list", pem("root-1"), pem("root-2"), "--json"))
                        .out()
                        .lines())
                .satisfiesExactly(
                        old -> assertThat(old).contains("\"keyid\":\"root-1\"", "\"days\":366", "\"due\":true"),
                        young -> assertThat(young).contains("\"keyid\":\"root-2\"", "\"due\":false"));
    }

    @Test
    void anAddressNeedsItsOwnersConsent() {
        CommandRun run = sgate(
                "export",
                "license-cache",
                "--key",
                pem("license-1"),
                "--license-key",
                "A-B",
                "--email",
                "ann@example.com",
                "--hardware-id",
                Samples.digest("a laptop"),
                "--out",
                folder);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--email-consent");
    }

    @Test
    void aTokenThatIsNotDescribedWellIsAUsersMistake() {
        for (String uri : List.of(
                "pkcs11:token=desk",
                "pkcs11:token=desk;object=k?module-path=/m",
                "pkcs11:token=desk;object=k?module-path=/m&pin-value=1234",
                "pkcs11:token=desk;object=k;type=private?module-path=/m&pin-source=file:/p")) {
            CommandRun run = sgate("key", "show", uri);
            assertThat(run.status()).as(uri).isEqualTo(2);
            assertThat(run.err()).as(uri).doesNotContain("1234");
        }
    }
}
