package dev.sgate.vendor.report;

import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.reconcile.BackDatedEvent;
import dev.sgate.vendor.reconcile.ImportCounts;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.LicenseSeats;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.reconcile.RejectedEvent;
import dev.sgate.vendor.reconcile.StateWords;
import dev.sgate.vendor.seats.Overload;
import dev.sgate.vendor.seats.SeatHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The reconcile report as one HTML page: no script, nothing from elsewhere, readable without its pictures and on paper. What came
 * from a journal stands in it as text, whatever it holds.
 */
public final class ReconcilePage {
    private static final int LISTED_MAX = 200;
    private static final String STYLE = read("reconcile.css");

    private final Reconciled report;
    private final Html page = new Html();

    private ReconcilePage(Reconciled report) {
        this.report = report;
    }

    /** The whole page. */
    public static String of(Reconciled report) {
        return new ReconcilePage(report).render();
    }

    private String render() {
        page.add("<!DOCTYPE html>").add("<html lang=\"en\">").add("<head>").add("<meta charset=\"utf-8\">");
        page.add(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        page.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.add("<title>Reconcile report, %s</title>", Payloads.time(report.at()));
        page.add("<style>")
                .add(STYLE)
                .add("</style>")
                .add("</head>")
                .add("<body>")
                .add("<main>");
        page.add("<h1>Reconcile report</h1>").add("<p>Imported %s (UTC).</p>", Payloads.time(report.at()));
        sums();
        attention();
        for (int i = 0; i < report.licenses().size(); i++) {
            license(report.licenses().get(i), i + 1);
        }
        files();
        rejected();
        backDated();
        return page.add("</main>").add("</body>").add("</html>").toString();
    }

    private void sums() {
        page.add("<dl class=\"sums\">");
        sum("accepted", report.sum(ImportCounts::accepted));
        sum("duplicates", report.sum(ImportCounts::duplicates));
        sum("rejected", report.sum(ImportCounts::rejected));
        sum("forked", report.sum(ImportCounts::forked));
        sum("back-dated", report.sum(ImportCounts::backDated));
        sum("devices created", report.sum(ImportCounts::created));
        sum("devices updated", report.sum(ImportCounts::updated));
        sum("parked", report.parkedEvents());
        page.add("</dl>");
    }

    private void sum(String name, long value) {
        page.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }

    private void attention() {
        boolean quiet = report.overActivated().isEmpty()
                && report.refused().isEmpty()
                && report.appliances().values().stream()
                        .allMatch(state -> StateWords.of(state).isEmpty());
        page.add("<h2>What to look at</h2>");
        if (quiet) {
            page.add(
                    "<p>Nothing: every file was taken, no journal has a gap or a fork, and no license had more devices than"
                            + " seats.</p>");
            return;
        }
        page.add("<ul>");
        for (LicenseSeats license : report.overActivated()) {
            Overload over = license.overActivation().orElseThrow();
            page.add(
                    "<li><strong>Over-activation</strong>: license %s of %s had %s devices on %s seats at %s.</li>",
                    license.licenseId(), license.customer(), over.held(), over.seats(), Payloads.time(over.peakAt()));
        }
        report.appliances().forEach(this::appliance);
        report.refused()
                .forEach(file -> page.add(
                        "<li><strong>Refused</strong>: %s, %s. Nothing of it was kept.</li>",
                        file.file().getFileName(),
                        file.refusal().code() + " (" + file.refusal().evidence().oneLine() + ")"));
        page.add("</ul>");
    }

    private void appliance(UUID id, ApplianceState state) {
        StateWords.of(state).forEach(words -> page.add("<li>Appliance <code>%s</code>: %s.</li>", id, words));
    }

    private void license(LicenseSeats license, int number) {
        SeatChart chart = new SeatChart(license, report.at(), number);
        page.add("<section>").add("<h2>%s, %s</h2>", license.customer(), license.product());
        page.add(
                "<p>License <code>%s</code>%s; seats: %s, appliances: %s.</p>",
                license.licenseId(),
                license.site().isEmpty() ? "" : ", site " + license.site(),
                license.seats(),
                license.appliances());
        page.add("<figure>%s<figcaption>%s</figcaption></figure>", chart.svg(), chart.description());
        page.add("<p class=\"key\"><span class=\"k-held\"></span> devices that held a seat"
                + " <span class=\"k-limit\"></span> seats <span class=\"k-over\"></span> more devices than seats</p>");
        if (!license.history().overloads().isEmpty()) {
            overloads(license.history());
        }
        page.add("</section>");
    }

    private void overloads(SeatHistory history) {
        head("Over-activations", "from", "until", "seats", "devices", "fingerprints at the peak");
        for (Overload over : history.overloads()) {
            page.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                    Payloads.time(over.from()),
                    over.until().isBefore(Instant.MAX) ? Payloads.time(over.until()) : "still",
                    over.seats(),
                    over.held(),
                    fingerprints(over));
        }
        foot(history.overloadCount(), history.overloads().size());
    }

    private static Html fingerprints(Overload over) {
        Html list = new Html();
        over.devices().forEach(device -> list.add("<code>%s</code><br>", device));
        if (over.held() > over.devices().size()) {
            list.add("and %s more", over.held() - over.devices().size());
        }
        return list;
    }

    private void files() {
        head("Files", "file", "appliance", "part", "accepted", "duplicates", "rejected", "outcome");
        for (ImportedFile file : report.files().stream().limit(LISTED_MAX).toList()) {
            switch (file) {
                case ImportedFile.Refused refused ->
                    page.add(
                            "<tr><td>%s</td><td></td><td></td><td></td><td></td><td></td><td>refused, %s</td></tr>",
                            refused.file().getFileName(), refused.refusal().code());
                case ImportedFile.Imported imported ->
                    page.add(
                            "<tr><td>%s</td><td><code>%s</code></td><td>%s of %s</td><td>%s</td><td>%s</td><td>%s</td>"
                                    + "<td>%s</td></tr>",
                            imported.file().getFileName(),
                            imported.terms().applianceId(),
                            imported.terms().part(),
                            imported.terms().parts(),
                            imported.counts().accepted(),
                            imported.counts().duplicates(),
                            imported.counts().rejected(),
                            report.isParked(imported) ? "parked" : "counted");
            }
        }
        foot(report.files().size());
    }

    private void rejected() {
        List<RejectedEvent> events = report.imported().stream()
                .flatMap(file -> file.counts().rejectedEvents().stream())
                .toList();
        if (events.isEmpty()) {
            return;
        }
        head("Rejected and forked events, kept as they are", "event", "time it says", "type", "why", "line");
        for (RejectedEvent event : events.stream().limit(LISTED_MAX).toList()) {
            page.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td><code>%s</code></td></tr>",
                    event.seq(),
                    Payloads.time(event.occurredAt()),
                    event.type(),
                    event.reason().word(),
                    event.line());
        }
        foot(events.size());
    }

    private void backDated() {
        List<BackDatedEvent> events = report.imported().stream()
                .flatMap(file -> file.counts().backDatedEvents().stream())
                .toList();
        if (events.isEmpty()) {
            return;
        }
        head("Back-dated events: they count; look at the clock", "event", "time it says", "type", "how far");
        for (BackDatedEvent event : events.stream().limit(LISTED_MAX).toList()) {
            page.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                    event.seq(), Payloads.time(event.occurredAt()), event.type(), StateWords.backDated(event));
        }
        foot(events.size());
    }

    private void head(String caption, String... columns) {
        page.add("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">", caption);
        page.add("<table>").add("<caption>%s</caption>", caption).add("<thead><tr>");
        for (String column : columns) {
            page.add("<th scope=\"col\">%s</th>", column);
        }
        page.add("</tr></thead>").add("<tbody>");
    }

    private void foot(int rows) {
        foot(rows, LISTED_MAX);
    }

    private void foot(long rows, int listed) {
        page.add("</tbody>").add("</table>").add("</div>");
        if (rows > listed) {
            page.add("<p>And %s more, not listed here.</p>", rows - listed);
        }
    }

    private static String read(String name) {
        try (InputStream in = ReconcilePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
