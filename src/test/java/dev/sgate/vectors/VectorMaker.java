package dev.sgate.vectors;

import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes all vectors anew, the same bytes each time: {@code VectorMaker src/test/resources/vectors}. Files over 16 KiB are not
 * written; they are made when a test needs them, and their digest is kept.
 */
public final class VectorMaker {
    private static final String TRUST_TYPE = "application/vnd.sgate.trust.v1+json";

    private static final List<Draft> DRAFTS = allDrafts();

    private VectorMaker() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        clear(folder);
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        System.err.println(drafts().size() + " vectors in " + folder);
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> old = Files.walk(folder)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static List<Draft> drafts() {
        return DRAFTS;
    }

    private static List<Draft> allDrafts() {
        List<Draft> drafts = new ArrayList<>();
        Stream.of(
                        new GoodLicenses(),
                        new GoodUpdates(),
                        new EnvelopeFlaws(),
                        new EncodingFlaws(),
                        new AttachmentFlaws(),
                        new SignerFlaws(),
                        new SignatureFlaws(),
                        new PayloadFlaws(),
                        new LicenseFlaws(),
                        new UpdateFlaws(),
                        new TrustFlaws(),
                        new WeakKeys(),
                        new EmbeddedUpdates(),
                        new JournalFiles(),
                        new JournalFlaws(),
                        new JournalLineFlaws(),
                        new SealedJournals(),
                        new BigFiles())
                .forEach(catalogue -> drafts.addAll(catalogue.drafts()));
        return List.copyOf(drafts);
    }

    /** Everything under {@code vectors/}: path to content. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        trustFiles().forEach((name, bytes) -> files.put("trust/" + name, bytes));
        for (Draft draft : drafts()) {
            byte[] file = draft.recipe.make();
            put(files, draft.name + "/vector.json", draft.toJson(file).getBytes(StandardCharsets.UTF_8));
            if (file.length <= Draft.STORED_MAX_BYTES) {
                put(files, draft.name + "/" + draft.fileName, file);
            }
        }
        return files;
    }

    private static void put(Map<String, byte[]> files, String path, byte[] content) {
        if (files.put(path, content) != null) {
            throw new IllegalStateException("two vectors are called " + path);
        }
    }

    private static Map<String, byte[]> trustFiles() {
        Map<String, Object> pairs = Samples.trust();
        pairs.put("roles", pairRoles());
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("main.sgtrust", trustFile(Samples.trust()));
        files.put("pairs.sgtrust", trustFile(pairs));
        files.put("journal.pem", SealedJournals.pem());
        return files;
    }

    private static Map<String, Object> pairRoles() {
        return Samples.members(
                "root", Samples.role(2, "root-a", "root-b", "root-c"),
                "license", Samples.role(2, "license-a", "license-b", "license-2023", "license-rsa"),
                "update", Samples.role(2, "update-a", "update-b", "update-2023"));
    }

    private static byte[] trustFile(Map<String, Object> document) {
        return Recipe.of("trust", TRUST_TYPE, document).sign(ROOT_A, ROOT_B).make();
    }

    /** The bytes of a vector that is not stored. */
    static byte[] make(String name) {
        return drafts().stream()
                .filter(draft -> draft.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no recipe for " + name)))
                .recipe
                .make();
    }
}
