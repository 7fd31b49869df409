package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps in memory, and can be told to fail. */
final class KeptInMemory implements BesideLedger {
    final List<Witness> kept = new ArrayList<>();
    final Map<Long, HeldDocument> trust = new TreeMap<>();
    final Map<UUID, byte[]> licenses = new HashMap<>();
    final Map<String, Origin> origins = new TreeMap<>();

    /** What was kept, in its order. */
    final List<String> written = new ArrayList<>();

    /** Everything fails. */
    boolean broken;

    /** Everything fails, as nobody expects it. */
    boolean unchecked;

    /** What else fails: {@code trust}, {@code license}, {@code origin} or {@code witness}. */
    Set<String> brokenParts = Set.of();

    private void keep(String what, Runnable keeping) throws IOException {
        if (unchecked) {
            throw new UncheckedIOException(new IOException("no space"));
        }
        if (broken || brokenParts.contains(what)) {
            throw new IOException("no space");
        }
        keeping.run();
        written.add(what);
    }

    @Override
    public Optional<Witness> witness() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
    }

    @Override
    public void keep(Witness witness) throws IOException {
        keep("witness", () -> kept.add(witness));
    }

    @Override
    public List<HeldDocument> trustDocuments() {
        return List.copyOf(trust.values());
    }

    @Override
    public void keepTrust(long version, boolean pinned, byte[] envelopeLine) throws IOException {
        keep("trust", () -> trust.put(version, new HeldDocument(version, pinned, envelopeLine, Instant.EPOCH)));
    }

    @Override
    public List<byte[]> licenses() {
        return List.copyOf(licenses.values());
    }

    @Override
    public void keepLicense(UUID licenseId, byte[] envelopeLine) throws IOException {
        keep("license", () -> licenses.put(licenseId, envelopeLine));
    }

    @Override
    public List<Origin> origins() {
        return List.copyOf(origins.values());
    }

    @Override
    public void keepOrigin(Origin origin) throws IOException {
        keep("origin", () -> origins.put(origin.folder(), origin));
    }
}
