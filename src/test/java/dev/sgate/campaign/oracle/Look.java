package dev.sgate.campaign.oracle;

import java.util.List;

/**
 * What a look at the disk found.
 *
 * @param violations one sentence each, beginning with the rule that is broken; empty if all is well
 * @param phase how far the appliance had come, as the disk tells it; for counting
 */
public record Look(List<String> violations, String phase) {
    public Look {
        violations = List.copyOf(violations);
    }
}
