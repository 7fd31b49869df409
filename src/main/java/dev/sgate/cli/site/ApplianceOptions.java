package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.Settings;
import dev.sgate.appliance.SettingsFile;
import dev.sgate.appliance.StateFolder;
import dev.sgate.host.TrustFile;
import dev.sgate.station.TrustSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which appliance: the settings file, and the options that go before it. */
public final class ApplianceOptions {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The appliance's own folder (default: the setting `state`, /var/lib/sgate).")
    private Optional<String> state = Optional.empty();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "The vendor's trust document (default: the setting `trust`, /etc/sgate/trust.sgtrust).")
    private Optional<String> trust = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings (default: /etc/sgate/sgate.properties, if it is there).")
    private Optional<Path> config = Optional.empty();

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /** The settings; what stands on the command line wins. */
    Settings read(Map<String, String> more) throws BadSetting {
        Map<String, String> given = new LinkedHashMap<>(written());
        given.putAll(spoken());
        given.putAll(more);
        return Settings.of(given);
    }

    /** As {@link #read}; a mistake in them is one of the command line. */
    Settings settings(Map<String, String> more) {
        try {
            return read(more);
        } catch (BadSetting bad) {
            throw mistake(bad);
        }
    }

    /** The settings file, whether it is there or not. */
    Path file() {
        return config.orElse(Settings.FILE);
    }

    /** What stands in the settings file. */
    Map<String, String> written() throws BadSetting {
        return config.isPresent() ? SettingsFile.read(config.get()) : SettingsFile.readDefault();
    }

    /** What stands on the command line. */
    Map<String, String> spoken() {
        Map<String, String> given = new LinkedHashMap<>();
        state.ifPresent(value -> given.put("state", value));
        trust.ifPresent(value -> given.put("trust", value));
        return given;
    }

    /** The keys that this appliance believes; those of the document alone that {@code --trust} names. */
    TrustSource vendorKeys() throws IOException {
        Settings settings = settings(Map.of());
        try {
            return trust.isPresent() ? new TrustFile(settings.trust()) : StateFolder.trust(settings);
        } catch (BadSetting bad) {
            throw mistake(bad);
        }
    }

    /** A setting is as much a person's word as an option is. */
    ParameterException mistake(BadSetting bad) {
        return new ParameterException(spec.commandLine(), bad.getMessage(), bad);
    }
}
