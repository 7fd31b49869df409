package dev.sgate.vendor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** The auditor's program, compiled from the page's example for Java 17. */
final class Checker {
    static final Path SOURCE = Path.of("docs/examples/AuditCheck.java");

    private final Class<?> program;

    Checker(Path folder) throws Exception {
        Path classes = Files.createDirectory(folder.resolve("checker"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", classes.toString(), SOURCE.toString());
        assertThat(status).isZero();
        program = new URLClassLoader(new URL[] {classes.toUri().toURL()}).loadClass("AuditCheck");
    }

    /** What it finds, run in this JVM with all keys pinned. */
    @SuppressWarnings("unchecked")
    List<String> findings(byte[] pack) throws Exception {
        Constructor<?> make = program.getDeclaredConstructor();
        Object check = make.newInstance();
        Map<String, Object> pinned = (Map<String, Object>) field(check, "pinned");
        Method publicKey = program.getDeclaredMethod("publicKey", String.class);
        publicKey.setAccessible(true);
        for (String pin : AuditedDesk.pins()) {
            if (!pin.equals("--key")) {
                String[] idAndKey = pin.split("=", 2);
                pinned.put(idAndKey[0], publicKey.invoke(null, idAndKey[1]));
            }
        }
        Method read = program.getDeclaredMethod("pack", InputStream.class);
        read.setAccessible(true);
        read.invoke(check, new ByteArrayInputStream(pack));
        return (List<String>) field(check, "findings");
    }

    private Object field(Object check, String name) throws ReflectiveOperationException {
        Field field = program.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(check);
    }

    /** Its exit status, then what it says, run as a program. */
    String run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), SOURCE.toString()));
        command.addAll(words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said.replaceAll("(?m)^(Note|WARNING):.*\n", "");
    }
}
