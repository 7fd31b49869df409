package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.ledger.ApplianceState.Gap;
import dev.sgate.vendor.ledger.ApplianceState.MissingParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person should look at in an appliance's journal, in sentences; the same in every form of the report. */
public final class StateWords {
    private static final int LISTED_MAX = 20;

    private StateWords() {}

    /** Nothing where all is well. */
    public static List<String> of(ApplianceState state) {
        List<String> words = new ArrayList<>();
        if (state.parked()) {
            words.add(
                    "parked: it names no bundle that this desk minted for it, so nothing of it counts; if you know it:"
                            + " sgate appliance accept");
        }
        List<Gap> missing = state.gaps().stream().filter(gap -> !gap.keyLost()).toList();
        if (!missing.isEmpty()) {
            words.add("missing: " + list(missing, StateWords::gap) + "; ask for the other files of this appliance");
        }
        List<Gap> lost = state.gaps().stream().filter(Gap::keyLost).toList();
        if (!lost.isEmpty()) {
            words.add("lost: " + list(lost, StateWords::gap)
                    + ": the appliance lost its journal's key or its database, and no file will bring them;"
                    + " nothing is acknowledged past them until you let them go: sgate appliance accept-gap");
        }
        if (!state.missingParts().isEmpty()) {
            words.add("missing parts: " + list(state.missingParts(), StateWords::parts));
        }
        if (!state.forks().isEmpty()) {
            words.add("forked at event " + state.forks().getFirst() + ": a restored or copied appliance; up to event "
                    + state.wholeTo() + " it is one history, which is acknowledged");
        }
        state.sameMachine()
                .forEach(other -> words.add("same machine as appliance " + other + ": reinstalled, or a copy"));
        return words;
    }

    private static <T> String list(List<T> values, Function<T, String> word) {
        return values.stream().limit(LISTED_MAX).map(word).collect(Collectors.joining(", "))
                + (values.size() > LISTED_MAX ? " and more" : "");
    }

    private static String gap(Gap gap) {
        return gap.first() == gap.last() ? "event " + gap.first() : "events " + gap.first() + " to " + gap.last();
    }

    private static String parts(MissingParts export) {
        return list(export.missing(), String::valueOf) + " of " + export.parts() + " of export "
                + export.exportSerial();
    }

    /** By how much, and against what. */
    public static String backDated(BackDatedEvent event) {
        return span(event.by())
                + switch (event.why()) {
                    case BEFORE_ITS_PREDECESSOR -> " before the event before it";
                    case BEFORE_ITS_BUNDLE -> " before the first bundle of its license was minted";
                };
    }

    private static String span(Duration by) {
        return by.toDays() > 0
                ? by.toDays() + " d " + by.toHoursPart() + " h"
                : by.toHours() + " h " + by.toMinutesPart() + " min";
    }
}
