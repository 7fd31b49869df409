package dev.sgate.appliance;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The texts of all settings by name, each read as the kind of value that it must be. */
record SettingTexts(Map<String, String> texts) {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,8}");

    SettingTexts {
        texts = Map.copyOf(texts);
    }

    /** Empty where there is none. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    Path path(String name) throws BadSetting {
        String text = text(name);
        try {
            if (!text.isBlank()) {
                return Path.of(text).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException notAPath) {
            throw new BadSetting(name, "this is no path: " + notAPath.getReason());
        }
        throw new BadSetting(name, "needs a path");
    }

    /** Names separated by commas. */
    List<String> list(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    Duration seconds(String name) throws BadSetting {
        String text = text(name);
        if (!SECONDS.matcher(text).matches()) {
            throw new BadSetting(name, "must be a number of seconds up to 99999999, not " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    boolean yesOrNo(String name) throws BadSetting {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadSetting(name, "must be true or false, not " + text(name));
        };
    }
}
