package dev.sgate.host;

import dev.sgate.seal.WireText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Where an application's files are. Names were checked when the payload was read; here they are checked again, as parts of a path. */
final class AppFolders {
    static final String RELEASES = "releases";

    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,199}");

    private final Path apps;

    AppFolders(Path state) {
        this.apps = state.toAbsolutePath().normalize().resolve("apps");
    }

    Path app(String appName) {
        return apps.resolve(checked(WireText::isName, appName));
    }

    /** The link to the release that runs. */
    Path current(String appName) {
        return app(appName).resolve("current");
    }

    /** Every application that has a folder here. */
    List<String> names() throws IOException {
        return Durable.names(apps).stream().filter(WireText::isName).toList();
    }

    /** What it prints. */
    AppOutput output(String appName) {
        return new AppOutput(app(appName));
    }

    /** Which process is the application. */
    Path running(String appName) {
        return app(appName).resolve("running");
    }

    Path releases(String appName) {
        return app(appName).resolve(RELEASES);
    }

    Path release(String appName, String folder) {
        return releases(appName).resolve(checked(FOLDER.asMatchPredicate(), folder));
    }

    private static String checked(Predicate<String> isAllowed, String name) {
        if (!isAllowed.test(name)) {
            throw new IllegalArgumentException("not a name of ours: " + name);
        }
        return name;
    }
}
