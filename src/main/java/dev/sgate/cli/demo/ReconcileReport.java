package dev.sgate.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** What the vendor's desk says of the journals. */
final class ReconcileReport {
    private ReconcileReport() {}

    /** The line for people, if the report shows what must have happened: news, overlaps, one new device, nothing rejected. */
    static String require(JsonNode report) throws StepFailed {
        long accepted = report.path("accepted").asLong(-1);
        long duplicates = report.path("duplicates").asLong(-1);
        long rejected = report.path("rejected").asLong(-1);
        long created = report.path("devicesCreated").asLong(-1);
        long updated = report.path("devicesUpdated").asLong(-1);
        String line = "accepted " + accepted + ", duplicates " + duplicates + ", rejected " + rejected
                + ", devices created " + created + ", updated " + updated;
        StepFailed.unless(
                accepted > 0 && duplicates > 0 && rejected == 0 && created == 1 && updated > 0,
                "the reconcile report is not what the journals hold: " + line + " in " + report);
        return "the vendor imported the journals: " + line;
    }
}
