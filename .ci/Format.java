import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats the Java sources, or says which are not formatted. Run by the build on the toolchain's JDK:
 * {@code java -cp ... Format.java check|apply FOLDER}.
 */
final class Format {

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String before = Files.readString(file);
                try {
                    String after = format(before);
                    if (!after.equals(before)) {
                        wrong.add(root.getParent().relativize(file).toString());
                        if (apply) {
                            Files.writeString(file, after);
                        }
                    }
                } catch (FormatterException broken) {
                    System.err.println("format: " + file + ": " + broken.getMessage());
                    System.exit(2);
                }
            }
        }
        wrong.forEach(file -> System.err.println((apply ? "formatted " : "not formatted: ") + file));
        if (!apply && !wrong.isEmpty()) {
            System.err.println("format: to format them: mvn -q -Pformat validate");
            System.exit(1);
        }
    }

    private static String format(String source) throws FormatterException {
        JavaFormatterOptions options = JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(false)
                .build();
        String imports = RemoveUnusedImports.removeUnusedImports(
                ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.PALANTIR));
        return Formatter.createFormatter(options).formatSource(imports);
    }
}
