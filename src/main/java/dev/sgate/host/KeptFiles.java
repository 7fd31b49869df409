package dev.sgate.host;

import dev.sgate.station.BesideLedger;
import dev.sgate.station.DeviceIdentity;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.Witness;
import dev.sgate.station.WitnessText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept beside the ledger (ADR 0018). In the folder {@code kept/} (mode 0700): {@code witness}, a text with the device key's
 * signature in its last line; {@code trust-VERSION.sgtrust} and {@code trust-VERSION-pinned.sgtrust}; {@code LICENSE.sglic}. Beside
 * the releases: {@code apps/NAME/origins/FOLDER.sgupd}. Each file but the witness is the vendor's envelope line as it came, and
 * proves itself again. Each is put in place by {@link Durable#replace}. Safe for use by several threads.
 */
public final class KeptFiles implements BesideLedger {
    private static final String SIGNATURE = "signature ";
    private static final String LICENSE = ".sglic";
    private static final String UPDATE = ".sgupd";
    private static final Pattern TRUST = Pattern.compile("trust-([0-9]{1,16})(-pinned)?\\.sgtrust");

    private final Path folder;
    private final Path witnessFile;
    private final AppFolders apps;
    private final DeviceIdentity device;

    /** @param device whose key signs the witness: another machine's, or one that was edited, is none */
    public KeptFiles(Path state, DeviceIdentity device) {
        this.folder = state.resolve("kept");
        this.witnessFile = folder.resolve("witness");
        this.apps = new AppFolders(state);
        this.device = device;
    }

    /** Removes what a power cut left half-written; to be called at a start. */
    public synchronized void tidy() throws IOException {
        removeUnfinished(folder);
        for (String app : apps.names()) {
            removeUnfinished(origins(app));
        }
    }

    private static void removeUnfinished(Path folder) throws IOException {
        for (Path file : files(folder)) {
            if (String.valueOf(file.getFileName()).endsWith(".new")) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Whether there is a witness that does not prove itself: it was damaged, cannot be read, or is another appliance's. */
    public boolean witnessIsDamaged() {
        try {
            return Durable.isThere(witnessFile) && witness().isEmpty();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Whether anything of an earlier ledger is here. */
    public boolean knowsALedger() throws IOException {
        return Durable.isThere(witnessFile) || !origins().isEmpty();
    }

    /** One that cannot be read is none: the database has what it says, and it is written anew. */
    @Override
    public synchronized Optional<Witness> witness() {
        try {
            String text = Files.readString(witnessFile, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf("\n" + SIGNATURE) + 1;
            String signed = text.substring(0, end);
            return isSignature(text.substring(end), signed) ? WitnessText.read(signed) : Optional.empty();
        } catch (IOException noneOrUnreadable) {
            return Optional.empty();
        }
    }

    private boolean isSignature(String line, String signed) {
        if (!line.startsWith(SIGNATURE) || !line.endsWith("\n")) {
            return false;
        }
        try {
            byte[] signature = Base64.getDecoder().decode(line.substring(SIGNATURE.length(), line.length() - 1));
            return device.key().publicKey().verifies(bytes(signed), signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public synchronized void keep(Witness newer) throws IOException {
        Optional<Witness> before = witness();
        Witness witness = before.orElse(Witness.NOTHING).followedBy(newer);
        if (!before.equals(Optional.of(witness))) {
            String text = WitnessText.write(witness);
            String signature = Base64.getEncoder().encodeToString(device.key().sign(bytes(text)));
            write(witnessFile, bytes(text + SIGNATURE + signature + "\n"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void write(Path file, byte[] content) throws IOException {
        Durable.makeFolder(Durable.parent(file), Durable.PRIVATE_FOLDER);
        Durable.replace(file, content);
    }

    @Override
    public List<HeldDocument> trustDocuments() throws IOException {
        List<HeldDocument> documents = new ArrayList<>();
        for (Path file : files(folder)) {
            Matcher name = TRUST.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                documents.add(new HeldDocument(
                        Long.parseLong(name.group(1)),
                        name.group(2) != null,
                        Files.readAllBytes(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        }
        documents.sort(Comparator.comparingLong(HeldDocument::version));
        return documents;
    }

    @Override
    public void keepTrust(long version, boolean pinned, byte[] envelopeLine) throws IOException {
        write(folder.resolve("trust-" + version + (pinned ? "-pinned" : "") + ".sgtrust"), envelopeLine);
        // one that site IT pinned takes the place of another with its version, and the other way round
        Files.deleteIfExists(folder.resolve("trust-" + version + (pinned ? "" : "-pinned") + ".sgtrust"));
    }

    @Override
    public List<byte[]> licenses() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            if (String.valueOf(file.getFileName()).endsWith(LICENSE)) {
                lines.add(Files.readAllBytes(file));
            }
        }
        return lines;
    }

    @Override
    public void keepLicense(UUID licenseId, byte[] envelopeLine) throws IOException {
        write(folder.resolve(licenseId + LICENSE), envelopeLine);
    }

    @Override
    public List<Origin> origins() throws IOException {
        List<Origin> origins = new ArrayList<>();
        for (String app : apps.names()) {
            for (Path file : files(origins(app))) {
                Optional<String> release = releaseOf(file);
                if (release.isPresent() && !isGone(app, release.get())) {
                    origins.add(new Origin(app, release.get(), Files.readAllBytes(file)));
                }
            }
        }
        return origins;
    }

    @Override
    public void keepOrigin(Origin origin) throws IOException {
        Path here = origins(origin.appName());
        for (Path file : files(here)) {
            Optional<String> release = releaseOf(file);
            if (release.isPresent() && isGone(origin.appName(), release.get())) {
                Files.deleteIfExists(file);
            }
        }
        write(here.resolve(origin.folder() + UPDATE), origin.envelopeLine());
    }

    /** One that cannot be looked at is not gone. */
    private boolean isGone(String app, String release) {
        try {
            return !Durable.isFolder(apps.release(app, release));
        } catch (IOException unseen) {
            return false;
        }
    }

    private Path origins(String appName) {
        return apps.app(appName).resolve("origins");
    }

    private static Optional<String> releaseOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(UPDATE)
                ? Optional.of(name.substring(0, name.length() - UPDATE.length()))
                : Optional.empty();
    }

    private static List<Path> files(Path folder) throws IOException {
        return Durable.names(folder).stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }
}
