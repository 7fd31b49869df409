package dev.sgate.appliance.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.appliance.metrics.Promtool.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics, the alerts and the dashboard, as Prometheus itself judges them. */
class MonitoringIT {
    private static final Path FOLDER = Path.of("docs/monitoring");

    /** A metric's name: words joined by underscores, and no function or label. */
    private static final Pattern NAME = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b");

    private static final Pattern IN_QUOTES = Pattern.compile("\"[^\"]*\"");
    private static final Set<String> FUNCTIONS = Set.of("histogram_quantile");

    @TempDir
    Path folder;

    /** The seed counts grace in hours; everything else is as Prometheus wants it. */
    @Test
    void promtoolComplainsOfTheHoursAlone() throws Exception {
        Judgement judgement = Promtool.judge(exposition(), "check", "metrics");
        assertThat(judgement.said().lines())
                .containsExactly("offline_grace_remaining_hours use base unit \"seconds\" instead of \"hours\"");
    }

    @Test
    void promtoolWouldSayWhatIsWrong() throws Exception {
        String broken = Files.readString(exposition()).replace("# TYPE clock_skew_seconds", "# TYPE clock_skew_secs");
        Path file = Files.writeString(folder.resolve("broken.prom"), broken);
        assertThat(Promtool.judge(file, "check", "metrics").status()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet", "site"})
    void theRulesAreRight(String set) throws Exception {
        Judgement judgement = Promtool.judge("check", "rules", FOLDER + "/" + set + ".rules.yml");
        assertThat(judgement.status()).as(judgement.said()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet", "site"})
    void eachAlertFiresAndClears(String set) throws Exception {
        Judgement judgement = Promtool.judge("test", "rules", FOLDER + "/" + set + ".rules.test.yml");
        assertThat(judgement.status()).as(judgement.said()).isZero();
    }

    /** Once with alerts, once without: an alert that nobody tests could be dead. */
    @ParameterizedTest
    @ValueSource(strings = {"fleet", "site"})
    void noAlertIsWithoutATest(String set) throws IOException {
        String tests = Files.readString(FOLDER.resolve(set + ".rules.test.yml"));
        List<String> alerts = named(Files.readString(FOLDER.resolve(set + ".rules.yml")), "- alert: (\\w+)");
        assertThat(alerts).isNotEmpty();
        for (String alert : alerts) {
            assertThat(named(tests, "alertname: " + alert + "\\s+exp_alerts()"))
                    .as(alert + " fires")
                    .isNotEmpty();
            assertThat(named(tests, "alertname: " + alert + "()(?!\\s+exp_alerts)\\b"))
                    .as(alert + " clears")
                    .isNotEmpty();
        }
    }

    /** C115 to C118, word by word. */
    @Test
    void theFleetHasTheAlertsOfTheSeed() throws IOException {
        String rules = Files.readString(FOLDER.resolve("fleet.rules.yml"));
        assertThat(named(rules, "  - name: (\\w+)")).containsExactly("offline_licenses");
        assertThat(named(rules, "- alert: (\\w+)"))
                .containsExactly("HighOfflineGraceExpirations", "ClockSkewDetected", "SignatureVerificationFailures");
        assertThat(named(rules, "expr: (.*)"))
                .containsExactly(
                        "rate(grace_expiration_warnings_total[5m]) > 10",
                        "rate(clock_skew_detected_total[5m]) > 5",
                        "rate(offline_validation_total{result=\"tampered\"}[5m]) > 1");
        assertThat(named(rules, "for: (.*)")).containsExactly("5m", "5m", "5m");
        assertThat(named(rules, "severity: (.*)")).containsExactly("warning", "warning", "critical");
        assertThat(named(rules, "summary: (.+)")).hasSize(3);
        assertThat(named(rules, "description: (.*\\$value.*)")).hasSize(3);
    }

    @Test
    void alertsAndPanelsAskForSeriesThatExist() throws IOException {
        Set<String> there = seriesNames();
        assertThat(there).contains("license_acquired_total", "clock_skew_seconds_bucket");
        for (String query : dashboardQueries()) {
            assertThat(metricsIn(query)).as(query).isNotEmpty().isSubsetOf(there);
        }
        for (String set : List.of("fleet", "site")) {
            for (String query : named(Files.readString(FOLDER.resolve(set + ".rules.yml")), "expr: (?:>-\\s+)?(.*)")) {
                // the age of the file is node_exporter's to tell
                assertThat(metricsIn(query.replace("node_textfile_mtime_seconds", "")))
                        .as(query)
                        .isSubsetOf(there);
            }
        }
    }

    /** Between them the panels show all that is counted, in the seed's four groups (C111 to C114). */
    @Test
    void theDashboardShowsEveryMetric() throws IOException {
        JsonNode panels = dashboard().get("panels");
        assertThat(panels)
                .filteredOn(panel -> panel.get("type").asText().equals("row"))
                .extracting(panel -> panel.get("title").asText())
                .containsExactly("Usage", "Grace health", "Security", "Performance");
        assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
        Set<String> shown = dashboardQueries().stream()
                .flatMap(query -> metricsIn(query).stream())
                .map(MonitoringIT::family)
                .collect(Collectors.toSet());
        assertThat(shown)
                .isEqualTo(seriesNames().stream().map(MonitoringIT::family).collect(Collectors.toSet()));
    }

    /** Each query of the dashboard, as Prometheus reads it. */
    @Test
    void theDashboardsQueriesCanBeRead() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int number = 0;
        for (String query : dashboardQueries()) {
            rules.append("  - record: panel")
                    .append(number++)
                    .append("\n    expr: |-\n      ")
                    .append(query.replace("$__range", "24h"))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);
        Judgement judgement = Promtool.judge("check", "rules", file.toString());
        assertThat(judgement.status()).as(judgement.said()).isZero();
        assertThat(judgement.said()).contains(number + " rules found");
    }

    private Path exposition() throws IOException {
        return Files.write(folder.resolve("sgate.prom"), oneTier().exposition());
    }

    private static Metrics oneTier() {
        Metrics metrics = new Metrics();
        metrics.know("pro");
        return metrics;
    }

    private static Set<String> seriesNames() {
        return new String(oneTier().exposition(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static String family(String series) {
        return series.replaceAll("_(bucket|sum|count)$", "");
    }

    private static Set<String> metricsIn(String query) {
        return NAME.matcher(IN_QUOTES.matcher(query).replaceAll(""))
                .results()
                .map(match -> match.group())
                .filter(name -> !FUNCTIONS.contains(name))
                .collect(Collectors.toSet());
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    }

    private static List<String> dashboardQueries() throws IOException {
        return dashboard().findValuesAsText("expr");
    }

    private static List<String> named(String text, String pattern) {
        Stream<String> found = Pattern.compile(pattern).matcher(text).results().map(MonitoringIT::firstGroup);
        return found.toList();
    }

    private static String firstGroup(MatchResult match) {
        return match.group(1);
    }
}
