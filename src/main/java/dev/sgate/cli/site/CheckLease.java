package dev.sgate.cli.site;

import dev.sgate.cli.verify.CheckedFile;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.lease.LeaseFile;
import dev.sgate.license.lease.LeaseFinding;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.station.TrustSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@code sgate check --lease}: a lease file on this machine, believed on the vendor's word alone. */
public final class CheckLease {
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private final TrustSource vendor;
    private final Optional<String> machineId;

    CheckLease(TrustSource vendor, Optional<String> machineId) {
        this.vendor = vendor;
        this.machineId = machineId;
    }

    CheckAnswer check(Path file, Instant now) {
        return switch (CheckedFile.read(file, LeaseFile.MAX_BYTES)
                .then(bytes -> LeaseFile.open(bytes, vendor.current()))) {
            case Verdict.Refused<LeaseFile>(Refusal refusal) -> answer(new LeaseFinding.Invalid(refusal), Map.of());
            case Verdict.Accepted<LeaseFile>(LeaseFile opened) ->
                answer(opened.judge(readMachineId(), now), facts(opened));
        };
    }

    private String readMachineId() {
        return machineId.orElseGet(() -> {
            try {
                return DeviceKeyFile.readMachineId(MACHINE_ID);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static CheckAnswer answer(LeaseFinding finding, Map<String, Object> facts) {
        return new CheckAnswer(finding.word(), "", finding.why(), facts);
    }

    /** The lease was made at a contact, so its {@code issuedAt} is how long this machine has been offline (K14). */
    private static Map<String, Object> facts(LeaseFile file) {
        LicenseTerms license = file.bundle().terms();
        LeaseTerms lease = file.lease().terms();
        return Payloads.members(
                "product", license.product(),
                "bundleId", license.bundleId(),
                "instanceId", lease.instanceId(),
                "status", lease.status().word(),
                "entitlements", lease.entitlements(),
                "issuedAt", lease.issuedAt(),
                "expiresAt", lease.expiresAt(),
                "validUntil", license.validUntil(),
                "lastValidatedOnline", lease.issuedAt(),
                "maxOfflineDays", license.policy().maxOfflineDays());
    }
}
