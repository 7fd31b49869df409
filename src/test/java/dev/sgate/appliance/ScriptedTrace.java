package dev.sgate.appliance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Which scripted step was called for which stick or file, in order, and whether the status was published since. */
final class ScriptedTrace {
    private final Duration patience;
    private final List<String> calls = new ArrayList<>();
    private final AtomicInteger published = new AtomicInteger();
    private final Map<String, Integer> publishedAt = new HashMap<>();

    /** @param patience how long to wait for what another thread does */
    ScriptedTrace(Duration patience) {
        this.patience = patience;
    }

    synchronized void note(String subject, String step) {
        calls.add(subject + ": " + step);
        publishedAt.put(subject + ": " + step, published.get());
    }

    void notePublished() {
        published.incrementAndGet();
    }

    /** The steps called for this stick or file, in order. */
    synchronized List<String> called(String subject) {
        return calls.stream()
                .filter(line -> line.startsWith(subject + ": "))
                .map(line -> line.substring(subject.length() + 2))
                .toList();
    }

    /** Whether the status was published after this step was called for this subject. */
    synchronized boolean publishedSince(String subject, String step) {
        Integer at = publishedAt.get(subject + ": " + step);
        return at != null && published.get() > at;
    }

    void awaitPublished(String subject, String step) {
        await(() -> publishedSince(subject, step));
    }

    void awaitCalled(String subject, String step) {
        await(() -> called(subject).contains(step));
    }

    private void await(Callable<Boolean> seen) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(patience).until(seen);
    }

    /** A step that is only written down: its body goes on unchanged. */
    StepProcessor.Call only(String step, Function<Object, String> subject) {
        return (body, exchange) -> {
            note(subject.apply(body), step);
            return body;
        };
    }
}
