package dev.sgate.campaign.syscalls;

import dev.sgate.campaign.oracle.Digests;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Release;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What is on the stick of each point: the next version, or its license; one that is bad where a rollback is wanted, and never else. */
final class NextStick {
    private static final int INSTALLED = 2;
    private static final int BAD = 5;
    private static final int BAD_EACH = 8;

    private final Ground ground;
    private final Vendor vendor;
    private final Truth truth;
    private final Scenario scenario;
    private int version = INSTALLED;

    /** Versions 1 and 2 are offered already. */
    NextStick(Ground ground, Vendor vendor, Truth truth, Scenario scenario) throws IOException {
        this.ground = ground;
        this.vendor = vendor;
        this.truth = truth;
        this.scenario = scenario;
        for (int first = 1; first <= INSTALLED; first++) {
            offered(vendor.release(first));
        }
    }

    private void offered(Release release) {
        truth.offered(release.number(), release.good(), release.tree());
    }

    /** Puts it on the stick, in the place of what was there. */
    void next() throws IOException {
        version = nextVersion();
        Release release = vendor.release(version);
        offered(release);
        List<Path> files = switch (scenario) {
            case INSTALL, ROLLBACK -> List.of(release.files().getFirst());
            case LICENSE -> List.of(release.files().get(1));
            default -> List.of();
        };
        truth.clearStick();
        ground.atTheBench(top -> {
            removeBundles(top);
            for (Path file : files) {
                Files.copy(file, top.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                truth.onTheStick(file.getFileName().toString(), Digests.of(Files.readAllBytes(file)));
            }
            if (scenario == Scenario.EXPORT) {
                Files.write(top.resolve("SGATE-RETURN"), new byte[0]);
                truth.onTheStick("SGATE-RETURN", Digests.of(new byte[0]));
            }
            return top;
        });
    }

    private static void removeBundles(Path top) throws IOException {
        try (Stream<Path> old = Files.list(top)) {
            for (Path file : old.filter(one -> one.toString().matches(".*\\.sg(upd|lic)"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private int nextVersion() {
        int next = version + 1;
        while ((next % BAD_EACH == BAD) != (scenario == Scenario.ROLLBACK)) {
            next++;
        }
        return next;
    }
}
