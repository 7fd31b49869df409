package dev.sgate.appliance.http;

import dev.sgate.license.lease.Lease;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeaseAnswer.Declined;
import dev.sgate.station.leasing.LeaseAnswer.Expired;
import dev.sgate.station.leasing.LeaseAnswer.Granted;
import dev.sgate.station.leasing.LeaseAnswer.InstanceUnknown;
import dev.sgate.station.leasing.LeaseAnswer.LimitReached;
import dev.sgate.station.leasing.LeaseAnswer.Released;
import dev.sgate.station.leasing.LeaseAnswer.Revoked;
import dev.sgate.station.leasing.LeaseAnswer.SeatLost;
import dev.sgate.station.leasing.LeaseAnswer.Unavailable;
import dev.sgate.station.leasing.LeaseAnswer.UnknownKey;
import java.util.Map;
import java.util.Optional;

/**
 * Status and body of each outcome (LEASE-PROTOCOL 4 and 5, BEHAVIOUR 5). Only 422 takes a lease away from a client; the texts that
 * the vendor's clients know are the vendor's.
 */
final class LeaseWords {
    private LeaseWords() {}

    /**
     * The answer to send.
     *
     * @param verdict the member that says yes or no to this action: {@code activated}, {@code valid} or {@code deactivated}
     */
    static Answer of(LeaseAnswer answer, String verdict) {
        return switch (answer) {
            case Granted granted -> Answer.json(Answer.OK, granted(granted, verdict));
            case Released released -> Answer.json(Answer.OK, Map.of(verdict, true));
            case UnknownKey unknown -> Answer.error(Answer.NOT_FOUND, "License key not found");
            case LimitReached full -> Answer.error(Answer.PAYMENT_REQUIRED, "Activation limit reached");
            case SeatLost lost -> Answer.error(Answer.UNPROCESSABLE, "Activation limit reached");
            case Revoked revoked -> Answer.error(Answer.UNPROCESSABLE, "License has been revoked");
            case InstanceUnknown unknown -> Answer.error(Answer.UNPROCESSABLE, "Instance not found or deactivated");
            case Expired expired -> Answer.json(Answer.UNPROCESSABLE, expired(expired, verdict));
            case Declined declined ->
                Answer.error(Answer.FORBIDDEN, declined(declined.refusal().code()));
            case Unavailable unavailable -> Answer.unavailable(unavailable(unavailable.code()));
        };
    }

    private static Map<String, Object> granted(Granted granted, String verdict) {
        return Payloads.members(
                verdict,
                true,
                "instance_id",
                granted.instanceId(),
                "license_expires_at",
                granted.licenseExpiresAt().getEpochSecond(),
                "lease",
                granted.lease().toPayload());
    }

    private static Map<String, Object> expired(Expired expired, String verdict) {
        return Payloads.members(
                verdict,
                false,
                "error",
                "License expired",
                "license_expires_at",
                expired.licenseExpiresAt().getEpochSecond(),
                "lease",
                expired.lease().map(Lease::toPayload));
    }

    private static String declined(RefusalCode code) {
        return "No new device is activated at present (" + code + "); devices that are activated go on.";
    }

    private static String unavailable(RefusalCode code) {
        return "The license service cannot answer at present (" + code + "); nothing was taken away. Ask site IT.";
    }

    /** For an answer that could not be found at all, because the machine below is broken. */
    static Answer broken() {
        return unavailable(Optional.of(RefusalCode.INTERNAL));
    }

    private static Answer unavailable(Optional<RefusalCode> code) {
        return Answer.unavailable(unavailable(code.orElse(RefusalCode.INTERNAL)));
    }
}
