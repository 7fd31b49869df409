package dev.sgate.appliance.kiosk;

import dev.sgate.appliance.kiosk.ButtonAnswer.Said;
import dev.sgate.seal.Sha256;
import dev.sgate.station.Mount;
import dev.sgate.station.Progress;
import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The living page: hears what the steps do, and tells who looks at it what to show. It never does anything to a visit: what fails here
 * is told to the log and the visit goes on. Safe for use by several threads. What is heard, pressed and shown is one state with one
 * lock: that is why it is long.
 */
public final class Kiosk {
    /** How long the answer to a button stands. */
    static final Duration ANSWERED = Duration.ofSeconds(15);

    /** How long the next stick gets the journal after somebody asked. */
    static final Duration WISHED = Duration.ofMinutes(3);

    private static final Duration FACTS_AGE = Duration.ofSeconds(15);
    private static final int TOKEN_BYTES = 16;

    private final Map<String, PageView> views = new ConcurrentHashMap<>();
    private final String language;
    private final Deeds deeds;
    private final FactsReader reader;
    private final LongSupplier nanoClock;
    private final Trouble trouble;
    private final String token;
    private final Object reading = new Object();

    private KioskState state = KioskState.EMPTY;
    private long version;
    private boolean ended;
    private Duration answeredAt = Duration.ZERO;
    private Duration wishedAt = Duration.ZERO;
    private Optional<Duration> factsAt = Optional.empty();

    /** Hears what went wrong behind the page, for the log. */
    @FunctionalInterface
    public interface Trouble {
        void met(String what, Exception cause);
    }

    /**
     * @param language of the page where nobody chose another one
     * @param nanoClock as {@link System#nanoTime}
     */
    public Kiosk(String language, Deeds deeds, FactsReader reader, LongSupplier nanoClock, Trouble trouble) {
        this.language = language;
        this.deeds = deeds;
        this.reader = reader;
        this.nanoClock = nanoClock;
        this.trouble = trouble;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /** What a step handed on. */
    public void see(Step step) {
        Sights.of(step).ifPresent(this::see);
    }

    /** A release is about to get its folder. */
    public void seePreparing(Step.UpdateReady ready) {
        see(Sights.preparing(ready));
    }

    /** What became of the visit's files so far. */
    public void seeOutcomes(Visit visit) {
        see(Sights.settled(visit));
    }

    /** A volume is gone. */
    public void seeLeft(Mount mount) {
        see(new Sight.Left(mount.key()));
    }

    /** Something happened. */
    @SuppressWarnings("IllegalCatch")
    public void see(Sight sight) {
        try {
            note(sight);
        } catch (RuntimeException broken) {
            trouble.met("page: something was not understood; the visit goes on", broken);
        }
    }

    private synchronized void note(Sight sight) {
        if (sight instanceof Sight.OfVisit) {
            state = state.with(Optional.<ButtonAnswer>empty());
        }
        if (sight instanceof Sight.Ended || sight instanceof Sight.Settled) {
            factsAt = Optional.empty();
        }
        change(state.with(state.board().after(sight, now())));
    }

    /** Progress for the page beside that for the log. */
    public Progress beside(Progress log) {
        return new CopyWatch(log, this::see, nanoClock);
    }

    /** Whether this stick gets the journal because somebody asked; asked once, answered once. */
    public synchronized boolean takeWish() {
        boolean wished = state.wish();
        if (wished) {
            change(state.wishing(false));
        }
        return wished;
    }

    /** The daemon ends: nobody waits for a change any more. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Whether the daemon ends. */
    public synchronized boolean isEnded() {
        return ended;
    }

    private synchronized void change(KioskState next) {
        state = next;
        version++;
        notifyAll();
    }

    private Duration now() {
        return Duration.ofNanos(nanoClock.getAsLong());
    }

    /** Names this run of the appliance and its page; buttons must bring it back. Nobody else's page knows it. */
    public String token() {
        return token;
    }

    /** The language of the page where nobody chose another one. */
    public String language() {
        return language;
    }

    /** The page as it is now. */
    public Shown show(String inLanguage) {
        PageView view = view(inLanguage);
        KioskState known = fresh();
        return view.show(known.scene(now()), known);
    }

    /** The one sentence and what belongs to it, for a place without a screen. */
    public Announcement announcement() {
        PageView view = view(language);
        KioskState known = fresh();
        return view.announce(known.scene(now()), known);
    }

    /** The whole page as it is now, for a browser with a program or without. */
    public String page(String inLanguage) {
        return PageDocument.of(show(inLanguage), texts(inLanguage), token);
    }

    /** What is said about a button of an outdated page. */
    public String outdated(String inLanguage) {
        return PageDocument.outdated(texts(inLanguage));
    }

    /** What is said when the appliance ends. */
    public Announcement farewell() {
        PageTexts texts = texts(language);
        return new Announcement(Words.of(texts.text("stopped.say"), texts.text("stopped.todo")), "");
    }

    private PageTexts texts(String inLanguage) {
        return view(inLanguage).texts();
    }

    private PageView view(String inLanguage) {
        return views.computeIfAbsent(
                PageTexts.LANGUAGES.contains(inLanguage) ? inLanguage : language,
                known -> new PageView(PageTexts.in(known, ZoneId.systemDefault()), token));
    }

    /** Counts up with each change. */
    public synchronized long version() {
        return version;
    }

    /**
     * Waits for a change.
     *
     * @return the version that is there now; {@code known} if none came in time
     */
    public synchronized long awaitChange(long known, Duration atMost) throws InterruptedException {
        long until = nanoClock.getAsLong() + atMost.toNanos();
        while (version == known && !ended) {
            long left = (until - nanoClock.getAsLong()) / 1_000_000;
            if (left <= 0) {
                return known;
            }
            wait(left);
        }
        return version;
    }

    /** What is known, with facts of the last few seconds, and without what nobody needs to see any more. */
    private KioskState fresh() {
        synchronized (reading) {
            if (mustRead()) {
                read();
            }
        }
        return current();
    }

    private synchronized boolean mustRead() {
        boolean must =
                factsAt.map(at -> now().minus(at).compareTo(FACTS_AGE) > 0).orElse(true);
        if (must) {
            factsAt = Optional.of(now());
        }
        return must;
    }

    @SuppressWarnings("IllegalCatch")
    private void read() {
        try {
            SiteFacts facts = reader.read();
            synchronized (this) {
                state = state.with(facts);
            }
        } catch (IOException | RuntimeException broken) {
            trouble.met("page: where this machine stands could not be read", broken);
        }
    }

    private synchronized KioskState current() {
        if (state.answer().isPresent() && now().minus(answeredAt).compareTo(ANSWERED) > 0) {
            state = state.with(Optional.<ButtonAnswer>empty());
        }
        if (state.wish() && now().minus(wishedAt).compareTo(WISHED) > 0) {
            state = state.wishing(false);
        }
        return state;
    }

    /** The button below a license that waits. */
    public void activate(UUID license, long serial) {
        answer(() -> deeds.activate(license, serial));
    }

    /** The button below an update that waits. */
    public void install(String app, Sha256 digest) {
        answer(() -> deeds.install(app, digest));
    }

    /** The other button. */
    public synchronized void later(Sha256 digest) {
        Set<Sha256> more = new HashSet<>(state.postponed());
        more.add(digest);
        change(state.postponing(more));
    }

    /** "Export license journal": on the stick that is in, or else on the next one. */
    public void export() {
        Optional<String> stick;
        synchronized (this) {
            wishedAt = now();
            change(state.wishing(true));
            stick = state.board().guests().stream()
                    .filter(guest -> guest.there() && guest.isOver() && !guest.isUnreadable())
                    .map(guest -> guest.stick().key())
                    .findFirst();
        }
        stick.ifPresent(deeds::visitAgain);
    }

    /** One thing that a person asked for. */
    @FunctionalInterface
    private interface Deed {
        ButtonAnswer act();
    }

    @SuppressWarnings("IllegalCatch")
    private void answer(Deed deed) {
        ButtonAnswer answer;
        try {
            answer = deed.act();
        } catch (RuntimeException broken) {
            trouble.met("page: a button met a broken machine", broken);
            answer = ButtonAnswer.of(Said.FAILED, "");
        }
        synchronized (this) {
            answeredAt = now();
            factsAt = Optional.empty();
            change(state.with(Optional.of(answer)));
        }
    }
}
