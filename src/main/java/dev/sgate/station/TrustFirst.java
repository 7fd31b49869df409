package dev.sgate.station;

import dev.sgate.seal.SealedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Puts the trust documents of one stick before all its other files, by version and whatever their names (BEHAVIOUR 3): a site two
 * versions behind takes one after the other, and the files behind them may be signed by the new keys. What a file claims decides
 * nothing but the order; each is judged when its turn comes.
 */
public final class TrustFirst {
    private record Claimed(Path name, long version) {}

    /** The same names, trust documents first. A file that cannot be read stays where it is. */
    public List<Path> inOrder(Visit visit, List<Path> names) {
        List<Claimed> documents = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Path name : names) {
            OptionalLong version = claimedVersion(visit.volume(), name);
            if (version.isPresent()) {
                documents.add(new Claimed(name, version.getAsLong()));
            } else {
                others.add(name);
            }
        }
        List<Path> ordered = new ArrayList<>(documents.stream()
                .sorted(Comparator.comparingLong(Claimed::version))
                .map(Claimed::name)
                .toList());
        ordered.addAll(others);
        return ordered;
    }

    private static OptionalLong claimedVersion(Volume volume, Path name) {
        try (InputStream in = volume.read(name, 0)) {
            return new SealedFile(in).claimedTrustVersion();
        } catch (IOException itsTurnTellsOfIt) {
            return OptionalLong.empty();
        }
    }
}
