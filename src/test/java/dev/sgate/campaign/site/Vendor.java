package dev.sgate.campaign.site;

import dev.sgate.cli.CommandRun;
import dev.sgate.cli.VendorKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The vendor's desk: keys, a trust document, and for each version an update and a license bundle, made by the product's own verbs when
 * they are first asked for and kept. Safe for use by several threads.
 */
public final class Vendor {
    /** The product, and the name of its application. */
    public static final String PRODUCT = "lantern";

    /** Of the padding in a release: more than one block, in more than one file and folder. */
    private static final int[] PADDING_BYTES = {120_000, 70_000, 9_000, 300};

    private static final String RUNS = "#!/bin/sh\ntrap 'exit 0' TERM\nwhile :; do sleep 1; done\n";
    private static final String ENDS = "#!/bin/sh\nexit 3\n";
    private static final String HEALTHY = "#!/bin/sh\nexit 0\n";
    private static final Pattern LICENSE_ID = Pattern.compile("\"licenseId\":\"([0-9a-f-]{36})\"");

    /** The version that is one file, and no archive; it fails. */
    public static final int SINGLE_AND_BAD = 13;

    private final Path folder;
    private final VendorKeys keys;
    private final List<Release> releases = new ArrayList<>();
    private String licenseId = "";

    /** @param folder an empty folder that is there */
    public Vendor(Path folder) {
        this.folder = folder;
        this.keys = new VendorKeys(folder);
    }

    /** The trust document that site IT puts in place. */
    public Path trust() {
        return keys.trust();
    }

    /** The version of this number, from 1; every eighth is a bad one. */
    public synchronized Release release(int number) throws IOException {
        while (releases.size() < number) {
            releases.add(make(releases.size() + 1));
        }
        return releases.get(number - 1);
    }

    private Release make(int number) throws IOException {
        boolean good = number % 8 != 5;
        boolean single = number % 16 == SINGLE_AND_BAD;
        Map<String, byte[]> content = single ? Map.of(PRODUCT, bytes(ENDS)) : content(number, good);
        Path made = Files.createDirectory(folder.resolve("version-" + number));
        Path attachment = single
                ? Files.write(made.resolve(PRODUCT), bytes(ENDS))
                : Files.write(made.resolve(PRODUCT + ".tar.gz"), tarGz(content));
        Path update = made.resolve(PRODUCT + "-" + number + ".sgupd");
        List<Object> words = new ArrayList<>(List.of("--platform", "any", "--health-timeout", "10"));
        if (!single) {
            words.addAll(List.of("--run", "bin/lantern", "--health-command", "bin/check"));
        }
        keys.exportUpdate(attachment, PRODUCT, "1." + number + ".0", update, words.toArray())
                .printed();
        Files.delete(attachment);
        Path license = license(number, made);
        return new Release(number, good, List.of(update, license), tree(content));
    }

    private static Map<String, byte[]> content(int number, boolean good) {
        Map<String, byte[]> content = new LinkedHashMap<>();
        content.put("bin/lantern", bytes((good ? RUNS : ENDS) + "# " + number + "\n"));
        content.put("bin/check", bytes(good ? HEALTHY : ENDS));
        Random random = new Random(number);
        for (int i = 0; i < PADDING_BYTES.length; i++) {
            byte[] padding = new byte[PADDING_BYTES[i]];
            random.nextBytes(padding);
            content.put("data/" + "deep/".repeat(i) + "padding-" + i + ".bin", padding);
        }
        content.put("VERSION", bytes(number + "\n"));
        return content;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tarGz(Map<String, byte[]> content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed), "UTF-8")) {
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setMode(isExecutable(file.getKey()) ? 0755 : 0644);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return packed.toByteArray();
    }

    private static boolean isExecutable(String path) {
        return path.startsWith("bin/") || path.equals(PRODUCT);
    }

    private static Map<String, String> tree(Map<String, byte[]> content) {
        Map<String, String> tree = new TreeMap<>();
        content.forEach((path, bytes) -> tree.put(path, sha256(bytes) + (isExecutable(path) ? "x" : "")));
        return tree;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first bundle of a new license, or the next one of the license that there is: its serial is the version's number. */
    private Path license(int number, Path made) {
        Path bundle = made.resolve("license-" + number + ".sglic");
        List<Object> words = new ArrayList<>(List.of(
                "export",
                "license",
                "--key",
                at("license.pem"),
                "--ledger",
                at("desk.db"),
                "--pool",
                5,
                "--out",
                bundle,
                "--json"));
        words.addAll(
                licenseId.isEmpty()
                        ? List.of("--customer", "Example Ltd", "--product", PRODUCT)
                        : List.of("--license", licenseId));
        Matcher id = LICENSE_ID.matcher(CommandRun.succeed(words.toArray()));
        if (!id.find()) {
            throw new IllegalStateException("the answer names no license");
        }
        licenseId = id.group(1);
        return bundle;
    }

    private Path at(String name) {
        return folder.resolve(name);
    }
}
