package dev.sgate.station;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link StationReport} in one line: what somebody must know who looks for a moment. */
final class StationSummary {
    private static final int NAMED = 3;

    private StationSummary() {}

    static String of(StationReport report) {
        List<String> parts = new ArrayList<>();
        if (report.trust().version().isEmpty()) {
            parts.add("no trust document, so every file is refused");
        }
        if (!report.clock().isTrusted()) {
            parts.add("clock distrusted");
        }
        parts.add(some(report.licenses().stream().map(StationSummary::license).toList(), "no license"));
        if (!report.applications().isEmpty()) {
            parts.add(some(
                    report.applications().stream()
                            .map(StationSummary::application)
                            .toList(),
                    ""));
        }
        report.withoutRelease().forEach(back -> parts.add(back.release().appName() + " has no release that runs"));
        return String.join("; ", parts);
    }

    private static String some(List<String> matters, String none) {
        if (matters.isEmpty()) {
            return none;
        }
        String named = matters.stream().limit(NAMED).collect(Collectors.joining(", "));
        return matters.size() <= NAMED ? named : named + " and " + (matters.size() - NAMED) + " more";
    }

    private static String license(StationReport.LicenseLine license) {
        return license.license()
                        .product()
                        .map(product -> "license for " + product)
                        .orElse("license") + " " + license.state();
    }

    private static String application(StationReport.ApplicationLine application) {
        return application.release().appName() + " " + application.release().version()
                + (application.process().isPresent() ? " runs" : " does not run");
    }
}
