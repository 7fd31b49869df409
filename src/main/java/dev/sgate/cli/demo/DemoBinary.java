package dev.sgate.cli.demo;

import dev.sgate.cli.demo.app.DemoApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Builds the demo's application into one executable file of over 20 MB: a line of shell that starts Java, followed by a jar with
 * the application and the whole SQLite library it uses.
 */
final class DemoBinary {
    private DemoBinary() {}

    /** Builds one version. The file runs with the JVM that runs this demo. */
    static void build(Path file, String version, int port, boolean crash) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            out.write(("#!/bin/sh\nexec '" + java
                            + "' -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                            + " -jar \"$0\" \"$@\"\n")
                    .getBytes(StandardCharsets.UTF_8));
            writeJar(out, "version=" + version + "\nport=" + port + "\ncrash=" + crash + "\n");
        }
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void writeJar(OutputStream out, String settings) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, DemoApplication.class.getName());
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.setLevel(0); // stored as it is: the demo is in a hurry
            addClass(jar, DemoApplication.class);
            jar.putNextEntry(new JarEntry(DemoApplication.SETTINGS.substring(1)));
            jar.write(settings.getBytes(StandardCharsets.UTF_8));
            addLibrary(jar, "org.sqlite.JDBC");
            addLibrary(jar, "org.slf4j.Logger");
            addLibrary(jar, "org.slf4j.jul.JDK14LoggerFactory");
            addLibrary(jar, "org.bouncycastle.math.ec.rfc8032.Ed25519");
        }
    }

    private static void addClass(JarOutputStream jar, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream bytes = type.getResourceAsStream("/" + entry)) {
            if (bytes == null) {
                throw new IllegalStateException("no bytes of " + entry);
            }
            bytes.transferTo(jar);
        }
    }

    private static void addLibrary(JarOutputStream jar, String of) throws IOException {
        try (JarFile library = new JarFile(jarOf(of).toFile())) {
            Set<String> left = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
            for (Enumeration<JarEntry> entries = library.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                boolean wanted = !entry.isDirectory()
                        && !entry.getName().matches("META-INF/(.*\\.(SF|DSA|RSA|EC)|versions/.*|LICENSE.*|NOTICE.*)")
                        && !entry.getName().endsWith("module-info.class");
                if (wanted && left.add(entry.getName())) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    library.getInputStream(entry).transferTo(jar);
                }
            }
        }
    }

    private static Path jarOf(String type) {
        try {
            Class<?> loaded = Class.forName(type, false, DemoBinary.class.getClassLoader());
            return Path.of(
                    loaded.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("not in a jar on the class path: " + type, e);
        }
    }
}
