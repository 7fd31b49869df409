package dev.sgate.host;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockReading;
import dev.sgate.license.time.ClockRules;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.RememberedText;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.seal.Role;
import dev.sgate.station.TrustSource;
import dev.sgate.station.TrustedTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trusted time on this machine (BEHAVIOUR 1). What is remembered is kept in the file {@code mark} in the state folder, outside the
 * database, so that an older database does not bring an older time; and in the database, so that a lost file does not either. At
 * the start both are read and merged.
 *
 * <p>The file is written by {@link #keep} alone: whole under another name, forced to disk, renamed over the old one, and the folder
 * forced to disk. A power cut leaves the old file or the new one. {@link #observe} writes nothing: its caller commits what it
 * returns. Safe for use by several threads.
 */
public final class MarkedClock implements TrustedTime {
    private final Path file;
    private final Supplier<ClockReading> clocks;
    private final TrustSource trust;
    private final Optional<IOException> unreadable;
    private RememberedTime remembered;
    private String written;

    /**
     * @param clocks this machine's, see {@link BootClock#read}
     * @param known what the database holds
     * @param trust says whose bundles still count; what is remembered of others stays, and counts again if they do
     */
    public MarkedClock(Path folder, Supplier<ClockReading> clocks, Optional<RememberedTime> known, TrustSource trust) {
        this.file = folder.resolve("mark");
        this.clocks = clocks;
        this.trust = trust;
        String text = "";
        Optional<IOException> failure = Optional.empty();
        try {
            text = read(file);
        } catch (IOException unread) {
            failure = Optional.of(unread);
        }
        this.written = text;
        this.unreadable = failure;
        RememberedTime beside = RememberedText.read(written).orElse(RememberedTime.NOTHING);
        this.remembered = known.map(beside::merge).orElse(beside);
    }

    /** Empty where there is none. A file that holds something else is no state: the database has one, too. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** Why the file could not be read: what the database holds counts alone then, and the file is written anew. */
    public Optional<IOException> unreadable() {
        return unreadable;
    }

    @Override
    public synchronized Instant now() {
        return nowBy(remembered);
    }

    @Override
    public Instant clock() {
        return clocks.get().wall().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public synchronized ClockStanding standing(Policy policy) {
        return ClockRules.judge(counting(remembered), clocks.get(), policy);
    }

    @Override
    public synchronized RememberedTime observe() {
        remembered = remembered.observe(clocks.get());
        return remembered;
    }

    @Override
    public synchronized RememberedTime ifAccepted(LicenseBundle bundle) {
        return remembered.accept(
                clocks.get(), bundle.terms().issuedAt(), bundle.terms().policy(), bundle.signers());
    }

    @Override
    public Instant nowBy(RememberedTime other) {
        return ClockRules.now(counting(other), clocks.get());
    }

    private TimeState counting(RememberedTime time) {
        return time.by(signers -> trust.current().keeps(Role.LICENSE, signers));
    }

    /** Durable when it returns. A file that is behind, e.g. because the disk was full, is written again. */
    @Override
    public synchronized void keep(RememberedTime other) throws IOException {
        remembered = remembered.merge(other);
        String text = RememberedText.write(remembered);
        if (!text.equals(written)) {
            Durable.replace(file, text.getBytes(StandardCharsets.US_ASCII));
            written = text;
        }
    }
}
