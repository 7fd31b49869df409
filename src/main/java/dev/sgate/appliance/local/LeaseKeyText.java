package dev.sgate.appliance.local;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import java.util.ArrayList;
import java.util.List;

/** What site IT is told about the keys that leases are signed with, in both forms. */
final class LeaseKeyText {
    private LeaseKeyText() {}

    static Reply.Draft list(LeaseKeyset keyset) {
        return draft("signs", keyset);
    }

    static Reply.Draft rotated(LeaseKeyset keyset) {
        return draft("signs now", keyset);
    }

    private static Reply.Draft draft(String signs, LeaseKeyset keyset) {
        List<Kid> retired = keyset.keys().keySet().stream()
                .filter(kid -> !kid.equals(keyset.primary()))
                .toList();
        List<String> lines = new ArrayList<>(List.of(signs + " " + keyset.primary()));
        retired.forEach(kid -> lines.add("retired " + kid + ", listed while a lease of it may be in use"));
        return new Reply.Draft(Reply.DONE, Payloads.members("signs", keyset.primary(), "retired", retired), lines);
    }
}
