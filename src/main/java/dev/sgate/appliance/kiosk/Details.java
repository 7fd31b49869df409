package dev.sgate.appliance.kiosk;

import dev.sgate.station.FileOutcome;
import dev.sgate.station.JudgedLicense;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.Outcome;
import dev.sgate.station.Sentences;
import dev.sgate.station.StationReport.ApplicationLine;
import java.util.List;

/** The quiet half of the page: what became of each file, where the machine stands, and the button for the journal. */
final class Details {
    private final PageTexts texts;
    private final Sentences sentences;
    private final Forms forms;

    Details(PageTexts texts, Forms forms) {
        this.texts = texts;
        this.sentences = texts.sentences();
        this.forms = forms;
    }

    String of(KioskState state, Scene scene) {
        StringBuilder all = new StringBuilder();
        state.facts().toRenew().forEach(license -> all.append(renewal(license)));
        if (scene instanceof Scene.Finished(Guest guest, var verdict)
                && !guest.outcomes().isEmpty()) {
            all.append(section("more.happened", files(settled(guest.outcomes()))));
        }
        if (state.board().guests().stream().filter(Guest::there).count() > 1) {
            all.append(section("more.sticks", sticks(state.board())));
        }
        all.append(machine(state, scene));
        return all.toString();
    }

    /** Renewal is the page's own business: nobody reads a log here. */
    private String renewal(JudgedLicense license) {
        return "<p class=\"notice\"><strong>"
                + Html.text(texts.text("renew.notice", sentences.what(license, texts::day))) + "</strong> "
                + Html.prose(sentences.whatToDo(license)) + "</p>";
    }

    private String machine(KioskState state, Scene scene) {
        SiteFacts facts = state.facts();
        StringBuilder all = new StringBuilder();
        all.append(section("more.licenses", licenses(facts.licenses())));
        all.append(section("more.applications", applications(facts.applications()) + waiting(facts.updates(), scene)));
        facts.lastVisit()
                .filter(visit -> visit.endedAt().isPresent())
                .ifPresent(visit -> all.append(section(
                        "more.last",
                        Html.element(
                                "p",
                                texts.text(
                                        "more.last.value",
                                        visit.volume(),
                                        texts.moment(visit.endedAt().orElseThrow()))))));
        if (!(scene instanceof Scene.AtWork)) {
            all.append("<section class=\"export\">" + forms.export() + Html.element("p", texts.text("more.export.hint"))
                    + "</section>");
        }
        return all.toString();
    }

    /** Without the question to a person: until it is answered it has the page to itself. */
    private static List<FileOutcome> settled(List<FileOutcome> outcomes) {
        return outcomes.stream()
                .filter(file -> !(file.outcome() instanceof Outcome.Refused refused && refused.asksPerson()))
                .toList();
    }

    private String section(String key, String content) {
        return "<section>" + Html.element("h2", texts.text(key)) + content + "</section>";
    }

    private String files(List<FileOutcome> outcomes) {
        StringBuilder list = new StringBuilder("<ul>");
        for (FileOutcome file : outcomes) {
            list.append("<li><b>").append(Html.text(file.fileName())).append("</b> ");
            list.append(Html.prose(sentences.what(file.outcome(), texts::day)));
            list.append(todo(file.outcome())).append("</li>");
        }
        return list.append("</ul>").toString();
    }

    private String todo(Outcome outcome) {
        return outcome.findRefusal()
                .map(refusal -> " " + Html.prose(texts.text("more.todo", sentences.whatToDo(outcome)))
                        + " <span class=\"code\">"
                        + Html.text(texts.text("more.code", refusal.code().word())) + "</span>")
                .orElse("");
    }

    private String sticks(Board board) {
        StringBuilder list = new StringBuilder("<ul>");
        board.guests().stream().filter(Guest::there).forEach(guest -> {
            String key = "more.sticks." + Scene.plug(new Board(List.of(guest))).word();
            list.append(Html.element("li", texts.text(key, guest.stick().name())));
        });
        return list.append("</ul>").toString();
    }

    private String licenses(List<JudgedLicense> licenses) {
        if (licenses.isEmpty()) {
            return Html.element("p", texts.text("more.licenses.none"));
        }
        StringBuilder list = new StringBuilder();
        licenses.forEach(license -> list.append(Html.element("p", sentences.what(license, texts::day))));
        return list.toString();
    }

    private String applications(List<ApplicationLine> applications) {
        if (applications.isEmpty()) {
            return Html.element("p", texts.text("more.applications.none"));
        }
        StringBuilder list = new StringBuilder();
        for (ApplicationLine line : applications) {
            String key = line.process().isPresent() ? "more.applications.runs" : "more.applications.stands";
            list.append(Html.element(
                    "p",
                    texts.text(
                            key,
                            line.release().appName(),
                            line.release().version().written())));
        }
        return list.toString();
    }

    /** One that a person put off has its button here. */
    private String waiting(List<WaitingUpdate> updates, Scene scene) {
        if (scene instanceof Scene.AsksUpdate || scene instanceof Scene.AtWork) {
            return "";
        }
        StringBuilder list = new StringBuilder();
        updates.stream().filter(update -> !update.confirmed()).forEach(update -> {
            list.append(Html.element(
                    "p",
                    texts.text(
                            "ask-update.waiting",
                            update.appName(),
                            update.version().written())));
            list.append(forms.install(update, "quiet"));
        });
        return list.toString();
    }
}
