package dev.sgate.vendor.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server of Debian's package, for tests: its own cluster in a temporary folder, on a loopback port of its own,
 * without fsync. It runs as the user {@code postgres} where the tests run as root, else as their user. One a JVM; it ends with it,
 * also where that is killed.
 */
public final class PostgresServer {
    private static final String USER = "desk";
    private static final String PASSWORD = "TEST-PASSWORD";
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Optional<PostgresServer> shared = Optional.empty();

    private final Path binaries;
    private final Path folder;
    private final int port;

    private PostgresServer(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    /**
     * The server of this JVM. Where there is no PostgreSQL, the test is not run, and says so; with {@code SGATE_CI} set it fails.
     */
    public static synchronized PostgresServer shared() {
        if (shared.isEmpty()) {
            shared = Optional.of(start(requireBinaries()));
        }
        return shared.get();
    }

    private static Path requireBinaries() {
        Optional<Path> found = binaries();
        String missing = "needs a PostgreSQL server (Debian: postgresql)";
        if (found.isEmpty() && System.getenv("SGATE_CI") != null) {
            fail(missing);
        }
        if (found.isEmpty()) {
            System.err.println("NOT RUN: " + missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.get();
    }

    private static Optional<Path> binaries() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer start(Path binaries) {
        try {
            Path folder = Files.createTempDirectory("sgate-postgres-");
            PostgresServer server = new PostgresServer(binaries, folder, freePort());
            server.makeCluster();
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void makeCluster() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            var postgres =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
            Files.setOwner(folder, postgres);
            Files.setOwner(password, postgres);
        }
        run(List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
    }

    private void launch() throws IOException {
        Process server = asServer(List.of(
                        binaries.resolve("postgres").toString(),
                        "-D",
                        data().toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "port=" + port,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "full_page_writes=off",
                        "-c",
                        "max_connections=50"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        Awaitility.await().atMost(START_WITHIN).until(() -> answers(server));
    }

    private boolean answers(Process server) throws IOException {
        if (!server.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void stop(Process server) {
        try {
            run(List.of(binaries.resolve("pg_ctl").toString(), "stop", "--mode=immediate", "--pgdata=" + data()));
            server.waitFor();
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        } catch (IOException | InterruptedException e) {
            server.destroyForcibly();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** As a user that may run a server, and not to outlive us. */
    private ProcessBuilder asServer(List<String> command) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "QUIT"));
        if (isRoot()) {
            words.addAll(List.of("--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        words.addAll(command);
        return new ProcessBuilder(words).directory(folder.toFile());
    }

    private void run(List<String> command) throws IOException {
        Process process = asServer(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A new, empty database. */
    public LedgerPlace newDatabase() {
        return LedgerPlace.parse(newDatabaseUrl());
    }

    /** The same, by its URL. */
    public String newDatabaseUrl() {
        String name = "desk_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    /** The database's URL, password and all, as a person would write it. */
    public String url(String database) {
        return "postgresql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    /** The same without the password. */
    public String urlWithoutPassword(String database) {
        return url(database).replace(":" + PASSWORD, "");
    }

    public String password() {
        return PASSWORD;
    }

    /** The line of a {@code .pgpass} file that lets this user in. */
    public String passwordLine() {
        return "127.0.0.1:" + port + ":*:" + USER + ":" + PASSWORD + "\n";
    }

    /** A connection as anybody's program would have it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
    }
}
