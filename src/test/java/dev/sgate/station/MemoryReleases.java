package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Release folders in memory. A folder holds the bytes it was made of; a half-made one has a name that says so. */
final class MemoryReleases implements Releases {
    private final MemoryStaging staging;
    private final StepFaults crash;
    final Map<String, Map<String, byte[]>> folders = new HashMap<>();
    final Map<String, String> current = new HashMap<>();
    Optional<RefusalCode> refuseToUnpack = Optional.empty();

    /** Folders that the disk does not let go of. */
    final Set<String> stuck = new HashSet<>();

    MemoryReleases(MemoryStaging staging, StepFaults crash) {
        this.staging = staging;
        this.crash = crash;
    }

    @Override
    public Verdict<String> unpack(App app, String stagingSlot) throws IOException {
        String folder = Releases.folderOf(app);
        if (refuseToUnpack.isPresent()) {
            return Verdict.refused(Refusal.of(refuseToUnpack.get()));
        }
        byte[] attachment = staging.attachment(stagingSlot);
        if (!Sha256.of(attachment).equals(app.sha256())) {
            return Verdict.refused(Refusal.of(RefusalCode.DIGEST_MISMATCH));
        }
        crash.step("leftover " + folder, () -> of(app.name()).put(".part-" + folder, new byte[0]));
        crash.step("unpack " + folder, () -> {
            of(app.name()).remove(".part-" + folder);
            of(app.name()).put(folder, attachment);
        });
        return Verdict.accepted(folder);
    }

    private Map<String, byte[]> of(String app) {
        return folders.computeIfAbsent(app, name -> new TreeMap<>());
    }

    @Override
    public Optional<String> current(String appName) {
        return Optional.ofNullable(current.get(appName));
    }

    @Override
    public void switchTo(String appName, String folder) throws IOException {
        if (!of(appName).containsKey(folder)) {
            throw new IllegalArgumentException("no such folder: " + folder);
        }
        crash.step("switch to " + folder, () -> current.put(appName, folder));
    }

    @Override
    public void clearCurrent(String appName) throws IOException {
        crash.step("clear current", () -> current.remove(appName));
    }

    @Override
    public List<String> folders(String appName) {
        return List.copyOf(of(appName).keySet());
    }

    @Override
    public void discard(String appName, String folder) throws IOException {
        if (stuck.contains(folder)) {
            throw new IOException("Input/output error: " + folder);
        }
        if (of(appName).containsKey(folder)) {
            crash.step("discard " + folder, () -> of(appName).remove(folder));
        }
    }
}
