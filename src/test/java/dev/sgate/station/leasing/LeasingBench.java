package dev.sgate.station.leasing;

import dev.sgate.station.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many applications that ask a lease service at the same moment. */
public final class LeasingBench {
    private final LeaseSite site;

    /** A service on this ledger, with a pool of this size. */
    public LeasingBench(Ledger ledger, long poolSize) {
        this.site = new LeaseSite(ledger);
        site.holdPool(poolSize);
    }

    /** So many machines that ask for a seat, each another one. */
    public List<LeaseAnswer> activateAtOnce(int machines) throws Exception {
        return atOnce(machines, machine -> site.activate("machine " + machine));
    }

    /** All these instances, each once. */
    public List<LeaseAnswer> validateAtOnce(List<UUID> instances) throws Exception {
        return atOnce(instances.size(), at -> site.validate(instances.get(at)));
    }

    /** The instance that a machine of {@link #activateAtOnce} gets, asked for alone. */
    public LeaseAnswer activate(int machine) {
        return site.activate("machine " + machine);
    }

    /** How many devices have a seat. */
    public int seats() {
        return site.ledger.seats(LeaseSite.licenseId(), 0).size();
    }

    private static List<LeaseAnswer> atOnce(int count, IntFunction<LeaseAnswer> ask) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<LeaseAnswer>> asked = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int at = i;
                asked.add(clients.submit(() -> {
                    start.await();
                    return ask.apply(at);
                }));
            }
            start.countDown();
        }
        List<LeaseAnswer> answers = new ArrayList<>();
        for (Future<LeaseAnswer> answer : asked) {
            answers.add(answer.get());
        }
        return answers;
    }
}
