package dev.sgate.appliance.kiosk;

import dev.sgate.station.FileOutcome;
import dev.sgate.station.Outcome;
import dev.sgate.station.Sentences;
import dev.sgate.station.UnreadableStick;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts a scene into words. */
final class SceneWords {
    private final PageTexts texts;

    SceneWords(PageTexts texts) {
        this.texts = texts;
    }

    /** @param facts of the moment in which it is shown */
    Words of(Scene scene, SiteFacts facts) {
        return switch (scene) {
            case Scene.Ready ready -> both("ready");
            case Scene.ExportAwaited awaited -> both("export-awaited");
            case Scene.AtWork work -> atWork(work.guest());
            case Scene.Finished finished -> finished(finished.guest(), finished.verdict(), facts);
            case Scene.LeftIn left -> both("left-in");
            case Scene.AsksLicense asks -> Words.of(texts.text("ask-license.say"), "");
            case Scene.AsksUpdate(var update) ->
                new Words(
                        texts.text(
                                "ask-update.say",
                                update.appName(),
                                update.version().written()),
                        texts.text("ask-update.why"),
                        "");
            case Scene.Answered(ButtonAnswer answer) -> answered(answer);
        };
    }

    /** What to do with the stick. */
    String of(Scene.Plug plug) {
        return texts.text(
                switch (plug) {
                    case NONE -> "plug.none";
                    case LEAVE_IN -> "plug.leave-in";
                    case SAFE -> "plug.safe";
                    case UNSURE -> "plug.unsure";
                });
    }

    private Words both(String key) {
        return Words.of(texts.text(key + ".say"), texts.text(key + ".todo"));
    }

    private Words atWork(Guest guest) {
        Words words = switch (guest.stage()) {
            case Stage.Checking checking -> both("checking");
            case Stage.Copying copying -> both("copying");
            case Stage.Installing(var phase, var app, var version) -> installing(phase, app, version);
            case Stage.Returning returning -> both("returning");
            case Stage.Unreadable unreadable -> throw new IllegalArgumentException("this visit is over");
            case Stage.Over over -> throw new IllegalArgumentException("this visit is over");
        };
        return guest.there() ? words : new Words(words.say(), texts.text("work.no-stick"), words.todo());
    }

    private Words installing(Sight.Phase phase, String app, String version) {
        String key = "installing." + phase.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".say";
        return Words.of(texts.text(key, app, version), texts.text("installing.todo"));
    }

    private Words finished(Guest guest, Scene.Verdict verdict, SiteFacts facts) {
        return switch (verdict) {
            case GOOD -> good(guest, facts);
            case NOTHING_NEW -> new Words(texts.text("already.say"), texts.text("already.why"), takeOut(guest));
            case EMPTY -> empty(guest);
            case PARTLY -> partly(guest);
            case REFUSED -> refused(texts.text(refusedKey(guest)), guest);
            case PULLED -> new Words(texts.text("pulled.say"), texts.text("pulled.why"), texts.text("pulled.todo"));
            case STICK_FAILED -> stickFailed(guest);
            case UNREADABLE -> unreadable(guest);
        };
    }

    private Words empty(Guest guest) {
        return wrote(guest)
                ? Words.of(texts.text("journal-only.say"), takeOut(guest))
                : new Words(
                        texts.text("empty.say"),
                        texts.text("empty.why"),
                        texts.text(guest.there() ? "empty.todo" : "empty.out.todo"));
    }

    private Words good(Guest guest, SiteFacts facts) {
        String why = ended(guest, Sight.Ending.GONE)
                ? texts.text("done.pulled.why")
                : ended(guest, Sight.Ending.STUCK) ? texts.text("done.stuck.why") : "";
        Optional<Outcome.ReleaseWaits> waits =
                first(guest, Outcome.ReleaseWaits.class).filter(waiting -> stillWaits(waiting, facts));
        return new Words(goodSentence(guest), waits.map(this::untilWhen).orElse(why), takeOut(guest));
    }

    private static boolean ended(Guest guest, Sight.Ending how) {
        return guest.stage() instanceof Stage.Over(var ending, var why, var written) && ending == how;
    }

    /** Where the stick itself made trouble, what is in force speaks first: else the trouble seems to be all there is. */
    private Words partly(Guest guest) {
        Words words = refused(texts.text("partly.say"), guest);
        return ended(guest, Sight.Ending.SAFE)
                ? words
                : new Words(
                        goodSentence(guest), words.why(), holds(guest) ? texts.text("done.stuck.todo") : words.todo());
    }

    /** Whether a stick is in that could not be released. */
    private static boolean holds(Guest guest) {
        return guest.there() && ended(guest, Sight.Ending.STUCK);
    }

    /** What a person was asked for is soon done; the button is gone then. */
    private static boolean stillWaits(Outcome.ReleaseWaits waits, SiteFacts facts) {
        return !waits.forPerson()
                || facts.updates().stream()
                        .anyMatch(update -> !update.confirmed()
                                && update.appName().equals(waits.appName())
                                && update.version().equals(waits.version()));
    }

    private String untilWhen(Outcome.ReleaseWaits waits) {
        return texts.text(
                waits.forPerson() ? "done.waits-for-person.why" : "done.waits-for-restart.why",
                waits.appName(),
                waits.version().written());
    }

    private String goodSentence(Guest guest) {
        boolean license = first(guest, Outcome.LicenseApplied.class).isPresent();
        Optional<Outcome.ReleaseApplied> release = first(guest, Outcome.ReleaseApplied.class);
        if (release.isPresent()) {
            return texts.text(
                    license ? "done.both.say" : "done.release.say",
                    release.get().appName(),
                    release.get().version().written());
        }
        if (license) {
            return texts.text("done.license.say");
        }
        return first(guest, Outcome.ReleaseWaits.class)
                .map(waits -> texts.text(
                        "done.waits.say", waits.appName(), waits.version().written()))
                .orElseGet(() -> texts.text("done.trust.say"));
    }

    private static String refusedKey(Guest guest) {
        return first(guest, Outcome.ReleaseRolledBack.class).isPresent() ? "refused.rolled-back.say" : "refused.say";
    }

    /** The first file with a reason that is no mere information speaks for all; the rest stands below. */
    private Words refused(String say, Guest guest) {
        Sentences sentences = texts.sentences();
        Outcome worst = guest.outcomes().stream()
                .map(FileOutcome::outcome)
                .filter(outcome -> outcome.findRefusal()
                        .filter(refusal -> !Scene.INFORMATION.contains(refusal.code()))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        return new Words(say, why(worst), sentences.whatToDo(worst));
    }

    /** That a file was not accepted stands in the sentence above already; what a refused update leaves running does not. */
    private String why(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var subject, var refusal) && subject.equals("file")
                ? texts.sentences().what(refusal.code())
                : texts.sentences().what(outcome, texts::day);
    }

    private Words stickFailed(Guest guest) {
        Sentences sentences = texts.sentences();
        return guest.stage() instanceof Stage.Over(var ending, var why, var written) && why.isPresent()
                ? new Words(
                        texts.text("stick-failed.say"),
                        sentences.what(why.get().code()),
                        sentences.whatToDo(why.get().code()))
                : Words.of(texts.text("stick-failed.say"), "");
    }

    private Words unreadable(Guest guest) {
        String why = guest.stage() instanceof Stage.Unreadable(UnreadableStick stick) ? why(stick) : "";
        return new Words(texts.text("unreadable.say"), why, texts.text("unreadable.todo"));
    }

    /** The kind as people know it; blkid's own word for it is for the log. */
    private String why(UnreadableStick stick) {
        if (stick.damaged()) {
            return texts.text("unreadable.damaged.why");
        }
        return switch (stick.kind()) {
            case "" -> texts.text("unreadable.why");
            case "ntfs" -> named("NTFS");
            case "ReFS" -> named("ReFS");
            case "ext2", "ext3" -> named(stick.kind());
            case "xfs" -> named("XFS");
            case "btrfs" -> named("Btrfs");
            case "f2fs" -> named("F2FS");
            case "hfs", "hfsplus", "apfs" -> texts.text("unreadable.macos.why");
            case "crypto_LUKS", "BitLocker" -> texts.text("unreadable.encrypted.why");
            case "iso9660", "udf" -> texts.text("unreadable.disc.why");
            default -> texts.text("unreadable.other.why");
        };
    }

    private String named(String format) {
        return texts.text("unreadable.kind.why", format);
    }

    private String takeOut(Guest guest) {
        if (holds(guest)) {
            return texts.text("done.stuck.todo");
        }
        if (guest.outcomes().stream().anyMatch(file -> file.outcome().isForAnother())) {
            return texts.text(guest.there() ? "done.elsewhere.todo" : "done.elsewhere.out.todo");
        }
        if (wrote(guest)) {
            return texts.text(guest.there() ? "done.return.todo" : "done.return.out.todo");
        }
        return texts.text(guest.there() ? "done.keep.todo" : "done.out.todo");
    }

    private static boolean wrote(Guest guest) {
        return guest.stage() instanceof Stage.Over(var ending, var why, List<String> written) && !written.isEmpty();
    }

    private static <O extends Outcome> Optional<O> first(Guest guest, Class<O> type) {
        return guest.outcomes().stream()
                .map(FileOutcome::outcome)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private Words answered(ButtonAnswer answer) {
        Sentences sentences = texts.sentences();
        String key = "answer." + answer.said().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String say = texts.text(key + ".say", answer.about());
        return answer.refusal()
                .map(refusal -> new Words(say, sentences.what(refusal.code()), sentences.whatToDo(refusal.code())))
                .orElseGet(() -> new Words(say, texts.text(key + ".why", answer.about()), ""));
    }
}
