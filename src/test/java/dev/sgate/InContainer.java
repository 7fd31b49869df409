package dev.sgate;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes where there is no Maven: one line a test. Ends with 0 if there were some and none failed. */
public final class InContainer {
    private InContainer() {}

    public static void main(String[] classes) {
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(classes).map(name -> selectClass(name)).toList())
                .build();
        Lines lines = new Lines();
        LauncherFactory.create().execute(tests, lines);
        System.out.printf("%d tests, %d failed%n", lines.tests, lines.failed);
        System.exit(lines.tests > 0 && lines.failed == 0 ? 0 : 1);
    }

    private static final class Lines implements TestExecutionListener {
        private int tests;
        private int failed;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (test.isTest()) {
                tests++;
                System.out.printf("%-6s %s%n", good ? "ok" : "FAILED", test.getDisplayName());
            }
            if (!good) {
                failed++;
                result.getThrowable()
                        .ifPresent(cause -> List.of(cause.toString().split("\n", -1)).stream()
                                .limit(20)
                                .forEach(line -> System.out.println("       " + line)));
                result.getThrowable().ifPresent(Throwable::printStackTrace);
            }
        }
    }
}
