package dev.sgate.campaign.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a driver knows of one appliance: which versions were offered, and what the daemon said was done. What was said before the power
 * went must be there afterwards. Versions are {@code 1.n.0} and go by n. Safe for use by several threads: the daemon's lines come on one
 * of their own.
 */
public final class Truth {
    private record Offer(boolean good, Map<String, String> tree) {}

    private final Map<Integer, Offer> offers = new TreeMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Set<Integer> rolledBack = new HashSet<>();
    private int installed;
    private int license;
    private long safeVisits;

    /** What is known at this moment, to judge by it later. */
    public synchronized Truth copy() {
        Truth copy = new Truth();
        copy.offers.putAll(offers);
        copy.files.putAll(files);
        copy.rolledBack.addAll(rolledBack);
        copy.installed = installed;
        copy.license = license;
        copy.safeVisits = safeVisits;
        return copy;
    }

    /**
     * This version is on the stick, from now on or again.
     *
     * @param good whether it passes its health check
     * @param tree what its folder holds: SHA-256 in hex for each path, {@code x} behind it for an executable
     */
    public synchronized void offered(int version, boolean good, Map<String, String> tree) {
        offers.put(version, new Offer(good, tree));
    }

    /** This file was put on the stick; its SHA-256 in hex. Other files of ours go, see {@link #clearStick}. */
    public synchronized void onTheStick(String name, String sha256) {
        files.put(name, sha256);
    }

    /** What was put on the stick lies there no more. */
    public synchronized void clearStick() {
        files.clear();
    }

    /**
     * Takes note of a line of the daemon's log, if it acknowledges something: {@code release installed and healthy}, {@code release
     * rolled back}, {@code license in force}, {@code safe to unplug}.
     */
    public synchronized void said(String line) {
        if (line.startsWith("release installed and healthy")) {
            installed = Math.max(installed, versionIn(line));
        } else if (line.startsWith("release rolled back")) {
            rolledBack.add(versionIn(line));
        } else if (line.startsWith("license in force")) {
            license = Math.max(
                    license, Integer.parseInt(after(line, "file=license-").split("\\.", -1)[0]));
        } else if (line.startsWith("safe to unplug")) {
            safeVisits++;
        }
    }

    private static int versionIn(String line) {
        return number(after(line, " version=").split(" ", -1)[0]);
    }

    private static String after(String line, String mark) {
        return line.substring(line.indexOf(mark) + mark.length());
    }

    /** n of {@code 1.n.0}. */
    static int number(String version) {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }

    /** The highest version that the daemon said was installed, 0 for none. */
    public synchronized int installed() {
        return installed;
    }

    /** The highest serial that the daemon said was in force, 0 for none. */
    synchronized int license() {
        return license;
    }

    /** How often it said that the stick may be pulled. */
    public synchronized long safeVisits() {
        return safeVisits;
    }

    synchronized boolean wasOffered(int version) {
        return offers.containsKey(version);
    }

    synchronized boolean isGood(int version) {
        return offers.containsKey(version) && offers.get(version).good();
    }

    synchronized boolean wasRolledBack(int version) {
        return rolledBack.contains(version);
    }

    /** What a version's folder must hold. */
    synchronized Map<String, String> tree(int version) {
        return offers.containsKey(version) ? offers.get(version).tree() : Map.of();
    }

    /** What the driver put on the stick, by name. */
    synchronized Map<String, String> stickFiles() {
        return Map.copyOf(files);
    }
}
