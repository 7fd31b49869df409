package dev.sgate.appliance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code name = value} lines in UTF-8; empty lines and lines that start with {@code #} are passed over. Stricter than Java's
 * own format: no escapes, no continued lines, and a name may stand only once.
 */
public final class SettingsFile {
    private SettingsFile() {}

    /** The values in {@link Settings#FILE}, none if it is not there. */
    public static Map<String, String> readDefault() throws BadSetting {
        return Files.exists(Settings.FILE) ? read(Settings.FILE) : Map.of();
    }

    /** The values in a file that must be there. */
    public static Map<String, String> read(Path file) throws BadSetting {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (NoSuchFileException missing) {
            throw new BadSetting("config", "there is no file " + file);
        } catch (CharacterCodingException garbled) {
            throw new BadSetting("config", file + " is not UTF-8 text");
        } catch (IOException unreadable) {
            throw new BadSetting("config", file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static Map<String, String> parse(Path file, List<String> lines) throws BadSetting {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new BadSetting(line, "line " + (i + 1) + " of " + file + " is not name = value");
            }
            String name = line.substring(0, equals).strip();
            if (values.put(name, line.substring(equals + 1).strip()) != null) {
                throw new BadSetting(name, "stands twice in " + file + ", again in line " + (i + 1));
            }
        }
        return values;
    }
}
