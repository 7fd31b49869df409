package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.seal.Sealer.NamedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A vendor's desk in a folder: keys, a trust document and a ledger, all made through the command line. */
final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String ledger;
    private final VendorKeys keys;

    Desk(Path folder) {
        this(folder, folder.resolve("desk.db").toString());
    }

    /** With its ledger in this place, as {@code --ledger} names it. */
    Desk(Path folder, String ledger) {
        this.folder = folder;
        this.ledger = ledger;
        this.keys = new VendorKeys(folder);
    }

    Path at(String name) {
        return folder.resolve(name);
    }

    Path trust() {
        return keys.trust();
    }

    /** The ledger of a desk that has it in a file. */
    Path ledger() {
        return Path.of(ledger);
    }

    /** A file with this content in the desk's folder. */
    Path file(String name, byte[] content) {
        try {
            return Files.write(at(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A private key as {@code keygen} writes it, for one that takes long to make. */
    static Path pem(Path folder, NamedKey key) throws IOException {
        Path file = folder.resolve(key.kid() + ".pem");
        String text = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.key().toPkcs8InsecureSecret())
                + "\n-----END PRIVATE KEY-----\n";
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    /** Runs a line that must do its work, and answers with its JSON where it was asked for. */
    static JsonNode succeed(Object... words) {
        return answer(sgate(words));
    }

    /** What a line that did its work answered. */
    static JsonNode answer(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out().startsWith("{") ? json(run.out().lines().findFirst().orElseThrow()) : JSON.nullNode();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code export license} with the desk's own key; whatever becomes of it. */
    CommandRun exportLicense(Path out, Object... more) {
        return exportLicenseSignedBy(at("license.pem"), out, more);
    }

    /** The same with this key. */
    CommandRun exportLicenseSignedBy(Path key, Path out, Object... more) {
        return sgate(with(more, "export", "license", "--key", key, "--ledger", ledger, "--out", out));
    }

    /** Exports a license for 5 seats; {@code more} goes onto the command line. */
    JsonNode exported(Object... more) {
        return answer(exportLicense(folder, with(more, "--json", "--pool", "5")));
    }

    /** Exports the first license of a customer. */
    JsonNode exportedNew(Object... more) {
        return exported(with(more, "--customer", "Example Ltd", "--product", "press"));
    }

    /** Seals this file as version 1.0.0. */
    JsonNode update(Path app, Object... more) {
        return update("1.0.0", app, more);
    }

    /** Seals this file as this version. */
    JsonNode update(String version, Path app, Object... more) {
        return answer(keys.exportUpdate(app, "press", version, folder, with(more, "--json")));
    }

    CommandRun verify(Object... words) {
        return sgate(with(words, "verify", "--json", "--trust", trust()));
    }

    private static Object[] with(Object[] more, Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray();
    }
}
