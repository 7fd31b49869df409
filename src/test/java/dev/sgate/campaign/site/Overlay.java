package dev.sgate.campaign.site;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A class of the product, compiled anew from another source into a jar that stands before the product's on the class path. */
public final class Overlay {
    private Overlay() {}

    /**
     * Compiles one source file.
     *
     * @param classPath the product's jar and its libraries
     * @param className of the class in the source, with its package
     * @param jar made here
     * @throws IllegalArgumentException if it does not compile, with what the compiler said
     */
    public static Path compile(List<Path> classPath, String className, String source, Path jar) throws IOException {
        Path classes = Files.createTempDirectory("sgate-overlay-");
        try {
            compileInto(classes, classPath, className, source);
            pack(classes, jar);
            return jar;
        } finally {
            Folders.delete(classes);
        }
    }

    private static void compileInto(Path classes, List<Path> classPath, String className, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                List.of("-proc:none", "-nowarn", "--release", "21", "-cp", path, "-d", classes.toString());
        boolean compiled = compiler.getTask(said, null, null, options, null, List.of(new Source(className, source)))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(className + " does not compile: " + said);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(
                    URI.create("string:///" + className.replace('.', '/') + JavaFileObject.Kind.SOURCE.extension),
                    JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
