package dev.sgate.vendor.audit;

import dev.sgate.vectors.TestKeys;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ways to change an auditor's pack. After most of them the desk itself signs the pack anew with its own pinned key: the liar is the
 * desk, and its signature proves nothing.
 */
enum PackEdit {
    EVENT_EDITED(pack -> pack.editLine(pack.firstJournal().get(2), line -> line.put("type", "shutdown"))),
    EVENT_EDITED_AND_CHAINED_ANEW(pack -> {
        pack.editLine(pack.firstJournal().get(2), line -> line.put("type", "shutdown"));
        pack.chainAnew(pack.firstJournal(), 3);
    }),
    EVENT_REMOVED(pack -> pack.lines.remove((int) pack.firstJournal().get(2))),
    FIRST_EVENT_REMOVED(pack -> pack.lines.remove((int) pack.firstJournal().getFirst())),
    LAST_EVENT_REMOVED(pack -> pack.lines.remove((int) pack.firstJournal().getLast())),
    ALL_EVENTS_OF_AN_APPLIANCE_REMOVED(pack -> {
        for (int line : pack.firstJournal().reversed()) {
            pack.lines.remove(line);
        }
    }),
    EVENT_ADDED(pack -> {
        List<Integer> journal = pack.firstJournal();
        pack.lines.add(journal.getLast() + 1, pack.lines.get(journal.getLast()));
        List<Integer> longer = pack.firstJournal();
        pack.editLine(longer.getLast(), line -> line.put("seq", longer.size()));
        pack.chainAnew(longer, longer.size() - 1);
    }),
    EVENT_MOVED_TO_ANOTHER_APPLIANCE(pack -> {
        String other = PackEditor.json(pack.lines.get(pack.last("event")))
                .get("applianceId")
                .asText();
        pack.edit(pack.firstJournal().getLast(), record -> record.put("applianceId", other));
    }),
    POOL_SIZE_CHANGED(pack -> pack.editPayload(
            pack.first("bundle"), payload -> payload.withObject("/pool").put("size", 500))),
    BUNDLE_SIGNED_BY_ANOTHER_KEY_UNDER_A_PINNED_ID(pack -> pack.reseal(
            pack.first("bundle"),
            "license",
            new dev.sgate.seal.Sealer.NamedKey(TestKeys.LICENSE_A.kid(), TestKeys.STRANGER.key()),
            false,
            payload -> payload.put("serial", 7))),
    BUNDLE_SIGNED_BY_A_KEY_THAT_IS_NOT_PINNED(
            pack -> pack.reseal(pack.first("bundle"), "license", TestKeys.STRANGER, false, payload -> {})),
    BUNDLE_SIGNED_ANEW_BY_THE_DESK(pack -> pack.reseal(
            pack.first("bundle"),
            "license",
            TestKeys.LICENSE_A,
            false,
            payload -> payload.withObject("/pool").put("size", 500))),
    BUNDLE_REMOVED(pack -> pack.lines.remove(pack.first("bundle"))),
    BUNDLE_DOUBLED(pack -> pack.lines.add(pack.last("bundle"), pack.lines.get(pack.first("bundle")))),
    JOURNAL_REMOVED(pack -> pack.lines.remove(pack.first("journal"))),
    JOURNAL_HEAD_CHANGED(pack -> pack.editPayload(pack.first("journal"), payload -> payload.put("lastSeq", 4))),
    JOURNAL_SIGNED_BY_ANOTHER_DEVICE(
            pack -> pack.reseal(pack.first("journal"), "journal", TestKeys.device("another"), true, payload -> {})),
    AUDIT_ROW_EDITED(pack -> pack.editLine(pack.first("audit"), line -> line.put("who", "nobody"))),
    AUDIT_ROW_REMOVED(pack -> pack.lines.remove((int) pack.all("audit").get(1))),
    AUDIT_ROWS_SWAPPED(pack -> Collections.swap(
            pack.lines, pack.all("audit").get(1), pack.all("audit").get(2))),
    EXPORT_TAKEN_OUT_OF_THE_AUDIT_LOG(pack -> {
        pack.lines.remove(pack.first("audit"));
        pack.auditAnew();
    }),
    KEY_REPLACED(pack -> pack.edit(
            pack.first("key"),
            record -> record.put(
                    "spki",
                    PackEditor.base64(TestKeys.STRANGER.key().publicKey().spki())))),

    LAST_LINE_REMOVED(false, pack -> pack.lines.removeLast()),
    TRUNCATED(
            false,
            pack -> pack.lines.subList(pack.lines.size() / 2, pack.lines.size()).clear()),
    LINE_ADDED_BEHIND_THE_END(false, pack -> pack.lines.add(pack.lines.get(pack.last("event")))),
    TIME_OF_THE_PACK_CHANGED(false, pack -> pack.edit(0, record -> record.put("madeAt", "2026-03-02T00:00:00Z"))),
    EVENTS_SWAPPED(
            false,
            pack -> Collections.swap(
                    pack.lines, pack.firstJournal().get(0), pack.firstJournal().get(1))),
    SIGNED_BY_A_KEY_THAT_IS_NOT_PINNED(false, pack -> pack.sign(TestKeys.STRANGER)),
    SIGNED_BY_ANOTHER_KEY_UNDER_A_PINNED_ID(
            false,
            pack -> pack.sign(new dev.sgate.seal.Sealer.NamedKey(AuditedDesk.DESK.kid(), TestKeys.STRANGER.key())));

    private final boolean signedAnew;

    @SuppressWarnings("ImmutableEnumChecker") // the edits hold nothing
    private final Consumer<PackEditor> how;

    PackEdit(Consumer<PackEditor> how) {
        this(true, how);
    }

    PackEdit(boolean signedAnew, Consumer<PackEditor> how) {
        this.signedAnew = signedAnew;
        this.how = how;
    }

    void apply(PackEditor pack) {
        how.accept(pack);
        if (signedAnew) {
            pack.sign(AuditedDesk.DESK);
        }
    }
}
