package dev.sgate.vectors;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the vectors under {@code src/test/resources/vectors}. The vocabulary is closed: an unknown or missing member, or an outcome
 * that is no refusal code, fails the run.
 */
public final class Vectors {
    private static final Set<String> REQUIRED = Set.of("description", "file", "at", "trust", "expect", "recipe");
    private static final Set<String> OPTIONAL = Set.of("update", "evidence", "sha256");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Map<String, Keyring> KEYRINGS = new ConcurrentHashMap<>();
    private static final List<Vector> ALL = readAll();

    private Vectors() {}

    /** All of them, in the order of their names. */
    public static List<Vector> all() {
        return ALL;
    }

    private static List<Vector> readAll() {
        Path folder = folder();
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .filter(path -> !path.endsWith("trust"))
                    .sorted()
                    .map(Vectors::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the stored files are, as the class path has them. */
    public static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Vectors.class.getResource("/vectors"), "no vectors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Vector read(Path folder) {
        String name = folder.getFileName().toString();
        JsonNode json = parse(folder.resolve("vector.json"));
        String fileName = json.get("file").textValue();
        Path file = folder.resolve(fileName);
        Path trust = folder.resolveSibling("trust").resolve(json.get("trust").textValue());
        return new Vector(
                name,
                json.get("description").textValue(),
                fileName,
                Instant.parse(json.get("at").textValue()),
                json.get("trust").textValue(),
                outcome(name, json.get("expect")),
                Optional.ofNullable(json.get("update")).map(update -> outcome(name, update)),
                evidence(json),
                StreamSupport.stream(json.get("recipe").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList(),
                json.has("sha256") ? made(name, json.get("sha256").textValue()) : () -> bytes(file),
                () -> KEYRINGS.computeIfAbsent(trust.toString(), any -> Samples.get(Keyring.pin(bytes(trust)))));
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode json = JSON.readTree(bytes(file));
            Set<String> found =
                    json.propertyStream().map(Map.Entry::getKey).collect(java.util.stream.Collectors.toSet());
            Stream.concat(
                            found.stream().filter(member -> !REQUIRED.contains(member) && !OPTIONAL.contains(member)),
                            REQUIRED.stream().filter(member -> !found.contains(member)))
                    .findFirst()
                    .ifPresent(member -> {
                        throw new AssertionError(file + ": unknown or missing member " + member);
                    });
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String outcome(String name, JsonNode word) {
        String outcome = word.textValue();
        if (!outcome.equals(Vector.ACCEPTED) && RefusalCode.find(outcome).isEmpty()) {
            throw new AssertionError(name + ": no such outcome: " + outcome);
        }
        return outcome;
    }

    private static Map<String, String> evidence(JsonNode json) {
        Map<String, String> evidence = new LinkedHashMap<>();
        if (json.has("evidence")) {
            json.get("evidence")
                    .properties()
                    .forEach(fact -> evidence.put(fact.getKey(), fact.getValue().textValue()));
        }
        return evidence;
    }

    private static Supplier<byte[]> made(String name, String sha256) {
        return () -> {
            byte[] file = VectorMaker.make(name);
            if (!java.util.HexFormat.of().formatHex(TestKeys.sha256(file)).equals(sha256)) {
                throw new AssertionError(name + ": made with another digest than " + sha256);
            }
            return file;
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
