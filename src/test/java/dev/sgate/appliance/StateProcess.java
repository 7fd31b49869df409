package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A process of its own that does a {@link StateAction} and is ended, or meets an error, at one step that lasts. */
record StateProcess(Path overlay) {
    /** Stands before the product's own on the class path. */
    private static final String CRASH = """
            package dev.sgate.station;

            final class Crash {
                private static final int AT = Integer.getInteger("crash.at", 0);
                private static final boolean ERROR = Boolean.getBoolean("crash.error");
                private static int reached;
                private static boolean done;

                static {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("reached " + reached)));
                }

                static synchronized void at(CrashPoint point) {
                    reached++;
                    if (AT == 0 || reached < AT || done) {
                        return;
                    }
                    if (!ERROR) {
                        Runtime.getRuntime().halt(137);
                    }
                    if (point.name().startsWith("BEFORE")) {
                        done = true;
                        Crash.<RuntimeException>fail(point == CrashPoint.BEFORE_COMMIT
                                ? new java.sql.SQLException("injected")
                                : new java.io.IOException("injected"));
                    }
                }

                @SuppressWarnings("unchecked")
                private static <E extends Throwable> void fail(Throwable failure) throws E {
                    throw (E) failure;
                }
            }
            """;

    record Run(int status, List<String> out) {
        int reached() {
            return number("reached ");
        }

        int head() {
            return number("head ");
        }

        int quarantined() {
            return number("quarantined ");
        }

        private int number(String word) {
            return out.stream()
                    .filter(line -> line.startsWith(word))
                    .mapToInt(line -> Integer.parseInt(line.substring(word.length())))
                    .max()
                    .orElse(0);
        }
    }

    /** Makes ready, in this folder, what ends such a process. */
    static StateProcess prepare(Path folder) throws IOException {
        Path overlay = Files.createDirectory(folder.resolve("overlay"));
        Path source = Files.writeString(folder.resolve("Crash.java"), CRASH);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-d",
                overlay.toString(),
                source.toString());
        assertThat(status).isZero();
        return new StateProcess(overlay);
    }

    /** Does it; at step 0 nothing happens to it. */
    Run run(StateAction action, Path state, int at, boolean error) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcrash.at=" + at,
                        "-Dcrash.error=" + error,
                        "-cp",
                        overlay + File.pathSeparator + System.getProperty("java.class.path"),
                        StateAction.class.getName(),
                        action.name(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> out = process.inputReader().lines().toList();
        return new Run(process.waitFor(), out);
    }
}
