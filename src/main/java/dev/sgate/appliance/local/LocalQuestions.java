package dev.sgate.appliance.local;

import dev.sgate.host.LocalSocket;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LicenseAnswer;
import dev.sgate.station.LicenseChecks;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.PersonalErasure;
import dev.sgate.station.Sentences;
import dev.sgate.station.SiteReleases;
import dev.sgate.station.SiteSeats;
import dev.sgate.station.SiteUpdates;
import dev.sgate.station.leasing.SiteLeaseKeys;
import dev.sgate.store.LedgerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers what comes over the socket. Safe for use by several threads. */
public final class LocalQuestions implements LocalSocket.Answering {
    private static final String ROOT = "root";

    private final LicenseChecks checks;
    private final LicenseConfirming confirming;
    private final SiteSeats seats;
    private final SiteReleases releases;
    private final SiteUpdates updates;
    private final SiteLeaseKeys leaseKeys;
    private final PersonalErasure personal;
    private final Sentences sentences;
    private final Set<String> trusted;
    private final Trouble trouble;

    /** Hears what was thrown while a question was answered, for the appliance's log. Called by several threads. */
    @FunctionalInterface
    public interface Trouble {
        void met(RuntimeException cause);
    }

    /**
     * @param language of the sentences
     * @param ownUser the user this process runs as; who else asks may only check
     * @param trouble hears of what is answered with {@code internal}
     */
    public LocalQuestions(
            LicenseChecks checks,
            LicenseConfirming confirming,
            SiteSeats seats,
            SiteReleases releases,
            SiteUpdates updates,
            SiteLeaseKeys leaseKeys,
            PersonalErasure personal,
            String language,
            String ownUser,
            Trouble trouble) {
        this.checks = checks;
        this.confirming = confirming;
        this.seats = seats;
        this.releases = releases;
        this.updates = updates;
        this.leaseKeys = leaseKeys;
        this.personal = personal;
        this.sentences = Sentences.in(language);
        this.trouble = trouble;
        this.trusted = ownUser.equals(ROOT) ? Set.of(ROOT) : Set.of(ROOT, ownUser);
    }

    @Override
    public byte[] answer(byte[] line, String user) {
        return switch (Question.parse(line)) {
            case Verdict.Refused<Question>(Refusal refusal) ->
                Reply.Draft.said(
                                Reply.USAGE,
                                "this is no question: " + refusal.evidence().oneLine())
                        .toBytes(true);
            case Verdict.Accepted<Question>(Question question) ->
                safely(question, user).toBytes(question.json());
        };
    }

    /** Whoever asks is told that this machine is broken, and not left to believe that no appliance runs here. */
    @SuppressWarnings("IllegalCatch")
    private Reply.Draft safely(Question question, String user) {
        try {
            return answer(question, user);
        } catch (LedgerFailure storage) {
            return broken("the appliance runs, and its storage failed", storage);
        } catch (RuntimeException inside) {
            return broken("the appliance runs, and failed inside", inside);
        }
    }

    private Reply.Draft broken(String what, RuntimeException cause) {
        trouble.met(cause);
        String remedy = sentences.whatToDo(RefusalCode.INTERNAL);
        return new Reply.Draft(
                Reply.BROKEN,
                Map.of("code", RefusalCode.INTERNAL.word(), "message", what, "remedy", remedy),
                List.of(
                        what,
                        CheckText.line("what to do", remedy),
                        CheckText.line("code", RefusalCode.INTERNAL.word())));
    }

    private Reply.Draft answer(Question question, String user) {
        if (question.kind() != Question.Kind.CHECK && !trusted.contains(user)) {
            return Reply.Draft.said(
                    Reply.USAGE,
                    "only " + String.join(" and ", trusted.stream().sorted().toList()) + " may ask for this");
        }
        return switch (question.kind()) {
            case CHECK -> check(question);
            case PENDING -> SiteText.waiting(confirming.waiting());
            case ACTIVATE -> activate(question);
            case SEATS -> SiteText.seats(seats.all());
            case PREVIEW_RELEASE ->
                SiteText.release(seats.preview(question.seat().orElse("")), false);
            case RELEASE_SEAT -> SiteText.release(seats.release(question.seat().orElse("")), true);
            case LEASE_KEYS, ROTATE_LEASE_KEY -> leaseKeys(question.kind());
            case ERASE_PERSONAL -> erasePersonal();
            case PREVIEW_INSTALL -> UpdateText.waiting(updates.waiting(question.release()), false);
            case INSTALL -> UpdateText.waiting(updates.confirm(question.release()), true);
            case RELEASES, PREVIEW_ROLLBACK, ROLLBACK, PREVIEW_FORGIVE, FORGIVE -> releases(question);
        };
    }

    private Reply.Draft releases(Question question) {
        try {
            return switch (question.kind()) {
                case PREVIEW_ROLLBACK ->
                    ReleaseText.rollback(releases.previewRollback(question.release()), false, sentences);
                case ROLLBACK -> ReleaseText.rollback(releases.rollBack(question.release()), true, sentences);
                case PREVIEW_FORGIVE ->
                    ReleaseText.forgiveness(
                            releases.previewForgiveness(question.release().orElse("")), false);
                case FORGIVE ->
                    ReleaseText.forgiveness(releases.forgive(question.release().orElse("")), true);
                default -> ReleaseText.all(releases.all(question.release()));
            };
        } catch (IOException broken) {
            return broken("the appliance runs, and its disk failed", new UncheckedIOException(broken));
        }
    }

    private Reply.Draft leaseKeys(Question.Kind kind) {
        try {
            return kind == Question.Kind.LEASE_KEYS
                    ? LeaseKeyText.list(leaseKeys.all())
                    : LeaseKeyText.rotated(leaseKeys.rotate());
        } catch (IOException broken) {
            return Reply.Draft.said(Reply.BROKEN, String.valueOf(broken.getMessage()));
        }
    }

    private Reply.Draft erasePersonal() {
        try {
            personal.erase();
            return new Reply.Draft(
                    Reply.DONE, Map.of("erased", true), List.of("erased: the names of all devices, and their key"));
        } catch (IOException broken) {
            trouble.met(new UncheckedIOException(broken));
            return Reply.Draft.said(Reply.BROKEN, "not erased, the key of the names stays: " + broken.getMessage());
        }
    }

    private Reply.Draft check(Question question) {
        return switch (checks.check(question.product())) {
            case LicenseAnswer.WhichProduct(var products) ->
                new Reply.Draft(
                        Reply.USAGE,
                        Map.of("message", "which product?", "products", List.copyOf(products)),
                        List.of("which product? licenses are held for: " + String.join(", ", products)));
            case LicenseAnswer.Checked checked -> CheckText.draft(checked, sentences);
        };
    }

    private Reply.Draft activate(Question question) {
        if (question.license().isEmpty() || question.serial().isEmpty()) {
            return Reply.Draft.said(Reply.USAGE, "activate needs a license and the serial that was shown");
        }
        return SiteText.confirmed(
                confirming.confirm(question.license().get(), question.serial().get()), sentences);
    }
}
