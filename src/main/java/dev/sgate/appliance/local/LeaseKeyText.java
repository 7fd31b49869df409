package dev.sgate.appliance.local;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.station.leasing.SiteLeaseKeys.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What site IT is told about the keys that leases are signed with, in both forms. */
final class LeaseKeyText {
    private LeaseKeyText() {}

    static Reply.Draft list(Keys keys) {
        return draft("signs", keys);
    }

    static Reply.Draft rotated(Keys keys) {
        return draft("signs now", keys);
    }

    private static Reply.Draft draft(String signs, Keys keys) {
        Kid primary = keys.keyset().primary();
        List<String> lines = new ArrayList<>(List.of(signs + " " + primary));
        keys.until()
                .forEach((kid, until) ->
                        lines.add("retired " + kid + ", its leases verify until " + Payloads.time(until)));
        List<Map<String, Object>> retired = keys.until().entrySet().stream()
                .map(key -> Payloads.members("kid", key.getKey(), "until", Payloads.time(key.getValue())))
                .toList();
        return new Reply.Draft(Reply.DONE, Payloads.members("signs", primary, "retired", retired), lines);
    }
}
