package dev.sgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.UUID;

/** A desk for campaigns, made through the command line as a vendor makes it: keys, a trust document, a ledger. */
public final class CampaignDesk {
    private final Desk desk;
    private final JsonNode license;

    private CampaignDesk(Desk desk, JsonNode license) {
        this.desk = desk;
        this.license = license;
    }

    /** With one license for 5 seats, and its first bundle. */
    public static CampaignDesk withOneLicense(Path folder) {
        Desk desk = new Desk(folder);
        return new CampaignDesk(desk, desk.exportedNew());
    }

    /** The ledger's file; nobody has it open. */
    public Path ledger() {
        return desk.ledger();
    }

    /** The bundle that was minted. */
    public UUID bundle() {
        return UUID.fromString(license.get("bundleId").asText());
    }
}
