package dev.sgate.bench;

import dev.sgate.appliance.http.HttpService;
import dev.sgate.appliance.http.ServiceTerms;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.license.lease.Lease;
import dev.sgate.station.leasing.ServedSite;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.TestLedgers;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a launch costs an application, and what the lease service can do in a second. */
final class LeaseFigures {
    private static final int SEATS = 500;
    private static final int LAUNCHES = 2000;
    private static final int SIGNATURES = 1000;
    private static final int ROUNDS = 7;
    private static final double LAUNCH_AT_MOST_NANOS = 5e6;
    private static final double VERIFY_AT_MOST_NANOS = 1e6;
    private static final double BURST_AT_MOST_NANOS = 1e9;

    private final Path folder;

    LeaseFigures(Path folder) {
        this.folder = folder.resolve("leases");
    }

    void print(Table table) throws Exception {
        Files.createDirectories(folder);
        try (SqliteLedger ledger = TestLedgers.open(folder)) {
            ServedSite site = new ServedSite(
                    ledger, new LeaseKeyFiles(folder, () -> false, (event, what, why, next) -> {}), UUID::randomUUID);
            site.hold(license -> license.put("pool", Samples.members("size", SEATS)));
            try (HttpService service = HttpService.open(
                    ServiceTerms.loopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                    site.leasing(),
                    () -> new byte[0],
                    (what, cause) -> cause.printStackTrace())) {
                List<byte[]> validates = activateAll(service.address());
                launches(table, service.address(), validates.getFirst());
                burst(table, service.address(), validates);
            }
        }
        verification(table);
        signing(table);
    }

    private static List<byte[]> activateAll(InetSocketAddress server) throws IOException {
        List<byte[]> validates = new ArrayList<>();
        try (LoopbackClient client = new LoopbackClient(server)) {
            for (int seat = 0; seat < SEATS; seat++) {
                String key = "{\"license_key\":\"" + Samples.LICENSE_KEY + "\",\"machine_hash\":\""
                        + Samples.digest("desk " + seat) + "\"";
                String instance = client.send(LoopbackClient.request("activate", key + "}"))
                        .expect(200)
                        .text("instance_id");
                validates.add(LoopbackClient.request("validate", key + ",\"instance_id\":\"" + instance + "\"}"));
            }
        }
        return validates;
    }

    /** Each launch beside one row that the same disk takes as durably: the commit is most of a validate. */
    private void launches(Table table, InetSocketAddress server, byte[] validate) throws Exception {
        double[] ours = new double[LAUNCHES];
        double[] raw = new double[LAUNCHES];
        try (LoopbackClient client = new LoopbackClient(server);
                Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("raw.db"))) {
            try (Statement set = database.createStatement()) {
                set.execute("PRAGMA journal_mode = WAL");
                set.execute("PRAGMA synchronous = FULL");
                set.execute("CREATE TABLE row (text TEXT)");
            }
            try (PreparedStatement insert = database.prepareStatement("INSERT INTO row VALUES (?)")) {
                insert.setString(1, "x".repeat(200));
                for (int launch = -LAUNCHES; launch < LAUNCHES; launch++) {
                    double took = Work.wall(() -> client.send(validate).expect(200));
                    double inserted = Work.wall(insert::executeUpdate);
                    if (launch >= 0) {
                        ours[launch] = took;
                        raw[launch] = inserted;
                    }
                }
            }
        }
        row(table, "validate over loopback, warm", new Measured(ours), new Measured(raw));
    }

    private static void row(Table table, String figure, Measured ours, Measured raw) {
        table.beside(
                figure + " (p50, p99)",
                percentiles(ours),
                "synced insert " + percentiles(raw),
                "p99 5 ms",
                ours.percentile(99) < LAUNCH_AT_MOST_NANOS);
    }

    private static String percentiles(Measured measured) {
        return String.format(
                Locale.ROOT, "%.2f, %.2f ms", measured.percentile(50) / 1e6, measured.percentile(99) / 1e6);
    }

    /** Every seat is an application that starts: a connection of its own, all in the same moment. */
    private static void burst(Table table, InetSocketAddress server, List<byte[]> validates) throws Exception {
        double[] took = new double[ROUNDS];
        int refused = 0;
        int late = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> statuses = new ArrayList<>();
            took[round] = Work.wall(() -> statuses.addAll(atOnce(server, validates)));
            refused += (int) statuses.stream().filter(status -> status != 200).count();
            late += (int) statuses.stream().filter(status -> status == 429).count();
        }
        Measured measured = new Measured(took);
        table.absolute(
                SEATS + " seats validate at once", measured.millis(), "1 s", measured.most() <= BURST_AT_MOST_NANOS);
        table.absolute("errors and 429s among them", refused + " and " + late, "0 and 0", refused + late == 0);
    }

    private static List<Integer> atOnce(InetSocketAddress server, List<byte[]> validates) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> asked = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (byte[] validate : validates) {
                asked.add(clients.submit(() -> {
                    start.await();
                    try (LoopbackClient client = new LoopbackClient(server)) {
                        return client.send(validate).status();
                    } catch (IOException broken) {
                        return 0;
                    }
                }));
            }
            start.countDown();
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : asked) {
            statuses.add(status.get());
        }
        return statuses;
    }

    private static void verification(Table table) throws Exception {
        Process fresh = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SampleLease.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] lines = new String(fresh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
        if (fresh.waitFor() != 0) {
            throw new IOException("the verifying process failed");
        }
        verification(table, "a lease's signature, first 1,000 runs", lines[0]);
        verification(table, "a lease's signature, next 1,000 runs", lines[1]);
    }

    private static void verification(Table table, String figure, String line) {
        String[] nanos = line.split(" ", 2);
        double p95 = Double.parseDouble(nanos[0]);
        table.absolute(
                figure + " (p95, most)",
                String.format(Locale.ROOT, "%.3f, %.2f ms", p95 / 1e6, Double.parseDouble(nanos[1]) / 1e6),
                "p95 1 ms",
                p95 < VERIFY_AT_MOST_NANOS);
    }

    /** By the CPU time of one thread, which is what one core can do. */
    private static void signing(Table table) throws Exception {
        SampleLease sample = new SampleLease();
        byte[] text = sample.terms.signedText().getBytes(StandardCharsets.UTF_8);
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initSign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        double[] issued = new double[ROUNDS];
        double[] signed = new double[ROUNDS];
        double[] byJdk = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            int at = Math.max(round, 0);
            issued[at] = perSecond(() -> Lease.issue(sample.terms, sample.key));
            signed[at] = perSecond(() -> sample.key.sign(text));
            byJdk[at] = perSecond(() -> {
                jdk.update(text);
                jdk.sign();
            });
        }
        table.beside(
                "leases issued a second on one core",
                String.format(Locale.ROOT, "%.0f", new Measured(issued).median()),
                String.format(
                        Locale.ROOT,
                        "raw %.0f, JDK's %.0f",
                        new Measured(signed).median(),
                        new Measured(byJdk).median()),
                "-",
                true);
    }

    private static double perSecond(Work work) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < SIGNATURES; i++) {
            work.run();
        }
        return SIGNATURES * 1e9 / (threads.getCurrentThreadCpuTime() - before);
    }
}
