package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Payloads;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.ApplianceState.Gap;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.ApplianceTable.Appliance;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.JournalShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The appliances that sent a journal, and how a person lets a parked one in (BEHAVIOUR 6). */
public final class KnownAppliances {
    /**
     * An appliance, and how far its journal is here.
     *
     * @param wholeTo the last event up to which nothing is missing and nothing is forked
     */
    public record Known(Appliance appliance, long wholeTo) {}

    private final DeskLedger ledger;

    public KnownAppliances(DeskLedger ledger) {
        this.ledger = ledger;
    }

    /** All of them, by id. */
    public List<Known> list() {
        return ledger.read(connection -> {
            List<Known> known = new ArrayList<>();
            for (Appliance appliance : ApplianceTable.list(connection)) {
                known.add(new Known(
                        appliance,
                        JournalShape.wholeTo(connection, appliance.id()).seq()));
            }
            return known;
        });
    }

    /**
     * A person lets events go that an appliance lost with its journal's key: it is acknowledged past them from now on.
     *
     * @return what was let go
     * @throws BadInput if the ledger does not know the appliance, or the first events that it misses are not told as lost
     */
    public Gap acceptGap(UUID appliance, Instant now) {
        return ledger.change(connection -> {
            if (ApplianceTable.find(connection, appliance).isEmpty()) {
                throw new BadInput("the ledger knows no appliance " + appliance);
            }
            Gap gap = ApplianceReader.gaps(connection, appliance).stream()
                    .findFirst()
                    .filter(Gap::keyLost)
                    .orElseThrow(
                            () -> new BadInput(
                                    "appliance " + appliance
                                            + " told of no lost journal key or database for the first events that are missing; nothing was changed"));
            if (!JournalShape.letGo(connection, appliance, gap)) {
                throw new BadInput("appliance " + appliance + " is forked there; nothing was changed");
            }
            Audit.append(
                    connection,
                    AuditEntry.of(
                            AuditAction.GAP_ACCEPTED,
                            now,
                            appliance.toString(),
                            Payloads.members("firstSeq", gap.first(), "lastSeq", gap.last())));
            return gap;
        });
    }

    /**
     * A person vouches for a parked appliance: its journal counts from now on.
     *
     * @throws BadInput if the ledger does not know it, or it is not parked
     */
    public void accept(UUID appliance, Instant now) {
        ledger.change(connection -> {
            Appliance found = ApplianceTable.find(connection, appliance)
                    .orElseThrow(() -> new BadInput("the ledger knows no appliance " + appliance));
            AuditEntry entry = AuditEntry.of(
                    AuditAction.APPLIANCE_ACCEPTED, now, appliance.toString(), Map.of("keyId", found.keyId()));
            if (!ApplianceTable.accept(connection, appliance, entry.who(), now)) {
                throw new BadInput("appliance " + appliance + " is not parked");
            }
            return Audit.append(connection, entry);
        });
    }
}
