package dev.sgate.cli.demo.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A small kiosk application: it counts its visitors in a database and says on loopback which version it is. A version that was
 * built to crash dies right after its launch, as a broken build would.
 */
public final class DemoApplication {
    /** Where the build put version, port and whether to crash. */
    public static final String SETTINGS = "/demo-application.properties";

    private final String version;
    private final Connection visitors;

    private DemoApplication(String version, Connection visitors) {
        this.version = version;
        this.visitors = visitors;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Properties settings = new Properties();
        try (InputStream in = DemoApplication.class.getResourceAsStream(SETTINGS)) {
            if (in == null) {
                throw new IllegalStateException("built without " + SETTINGS);
            }
            settings.load(in);
        }
        Connection visitors = openVisitors();
        if (Boolean.parseBoolean(settings.getProperty("crash"))) {
            throw new IllegalStateException("this build crashes on launch");
        }
        new DemoApplication(settings.getProperty("version"), visitors)
                .serve(Integer.parseInt(settings.getProperty("port")));
    }

    private static Connection openVisitors() throws SQLException {
        Connection visitors = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (PreparedStatement create = visitors.prepareStatement("CREATE TABLE visitor (at TEXT NOT NULL)")) {
            create.execute();
        }
        return visitors;
    }

    private void serve(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = (version + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Visitors", Long.toString(countVisitor()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private synchronized long countVisitor() throws SQLException {
        try (PreparedStatement insert = visitors.prepareStatement("INSERT INTO visitor VALUES (datetime())");
                PreparedStatement count = visitors.prepareStatement("SELECT count(*) FROM visitor")) {
            insert.executeUpdate();
            try (ResultSet row = count.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
