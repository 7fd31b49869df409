package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.doctor.Check;
import dev.sgate.appliance.doctor.Doctor;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LogEvent;
import dev.sgate.station.UnlicensedCause;
import dev.sgate.vendor.mint.DeclineReason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual uses the words that the product uses, and no others that look like them. */
class WordsTest {
    private static final Pattern HYPHENATED = Pattern.compile("[a-z]+(-[a-z]+)+");

    /** Hyphenated words that are neither a refusal code nor an event: license states, outcomes, verbs, tools. */
    private static final Set<String> OTHERS = Set.of(
            "needs-refresh",
            "clock-distrusted",
            "already-applied",
            "rolled-back",
            "safe-to-unplug",
            "not-released",
            "import-sync",
            "collect-telemetry",
            "machine-id",
            "allow-folders",
            "exfat-fuse",
            "sgate-app",
            "systemd-timesyncd",
            "systemd-journal-upload",
            "journal-key-lost",
            "names-erased",
            "crash-loop",
            "folder-gone",
            "quarantine-lifted",
            "state-rebuilt",
            "state-older",
            "older-state",
            "update-waiting",
            "at-once",
            "at-restart",
            "license-a"); // a TEST KEY of the samples

    private static final int LINE_MAX = 130;

    /** Who a page may be for; the first line names at least one of them. */
    private static final Pattern READERS =
            Pattern.compile("For .*(kiosk|site IT|vendor|engineers|developers|integrators|everybody|whoever).*");

    private static final Set<String> KNOWN = Stream.of(
                    Arrays.stream(RefusalCode.values()).map(RefusalCode::word),
                    Arrays.stream(EventType.values()).map(EventType::word),
                    Arrays.stream(LicenseState.values()).map(LicenseState::word),
                    Arrays.stream(UnlicensedCause.values()).map(UnlicensedCause::word),
                    Arrays.stream(DeclineReason.values()).map(DeclineReason::word),
                    Doctor.checks().stream().map(Check::name),
                    Arrays.stream(LogEvent.values()).map(LogEvent::word),
                    OTHERS.stream())
            .flatMap(words -> words)
            .collect(Collectors.toSet());

    /** The pages whose words are checked: all of the manual but the decisions, which speak of other things, too. */
    private static List<Page> manual() {
        return Page.below("docs").stream()
                .filter(page -> !page.file().startsWith("docs/adr"))
                .toList();
    }

    @Test
    void eachHyphenatedWordInQuotesIsOneOfTheProducts() {
        for (Page page : manual()) {
            assertThat(page.inlineCode())
                    .as(page.toString())
                    .filteredOn(word -> HYPHENATED.matcher(word).matches())
                    .isSubsetOf(KNOWN);
        }
    }

    @Test
    void eachPageSaysFirstWhomItIsFor() {
        for (Page page : manual()) {
            assertThat(page.firstLine()).as(page.toString()).matches(READERS);
        }
    }

    @Test
    void linesAreShortEnoughToRead() {
        for (Page page : manual()) {
            assertThat(page.prose().lines())
                    .as(page.toString())
                    .filteredOn(line -> !line.startsWith("|"))
                    .allMatch(line -> line.length() <= LINE_MAX, "is at most " + LINE_MAX + " long");
        }
    }
}
