package dev.sgate.appliance;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.station.InstallPolicy;
import dev.sgate.station.SiteLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Everything that site IT can set, each with a default. One member a setting: that is why it is long.
 *
 * @param media the folder below which sticks are mounted: each mount directly in it is a volume
 * @param state the appliance's own folder: database, keys, staging, releases
 * @param trust the trust document that site IT put in place
 * @param routes the folder of the product's route files
 * @param products whose files are taken; empty for those of held licenses, else any (BEHAVIOUR 4)
 * @param language of receipts: {@code en} or {@code de}
 * @param allowFolders whether plain folders in {@code media} count as volumes and unsafe mounts are taken; for a checkout or a
 *     demo only
 * @param stickWriter where a writer with the rights waits for what belongs on a stick; empty where the appliance has them itself
 * @param machineId what the fingerprint is made of instead of {@code /etc/machine-id}, e.g. in a container; empty for that file
 * @param socket where programs on this machine ask whether an application may run; in the state folder unless it is set
 * @param leaseFolder where this machine's lease files are put, for applications to read
 * @param metricsFile the textfile for node_exporter, in a folder that is there; its name must end in {@code .prom}
 * @param timeServers whom the clock is compared with each hour, in this order; empty for nobody
 * @param timeThreshold how far off the clock may be from theirs before that is told
 * @param renewalNotice how long before a license's end the site is told to renew it; empty for what the license says
 * @param systemd whether applications run as units of systemd instead of as children of the appliance
 * @param install when updates are installed, and how many releases are kept
 * @param sticks how long a stick is waited for
 * @param lease the lease service
 */
public record Settings(
        Path media,
        Path state,
        Path trust,
        Path routes,
        Set<String> products,
        String language,
        boolean allowFolders,
        Optional<Path> stickWriter,
        String machineId,
        Path socket,
        Path metricsFile,
        Path leaseFolder,
        List<String> timeServers,
        Duration timeThreshold,
        Optional<Duration> renewalNotice,
        boolean systemd,
        InstallPolicy install,
        StickSettings sticks,
        LeaseServiceSettings lease) {
    /** Read when nothing else is asked for; may be absent. */
    public static final Path FILE = Path.of("/etc/sgate/sgate.properties");

    private static final String SOCKET = "sgate.sock";
    private static final String WRITER = "sticks.writer";
    private static final String NOTICE_DAYS = "license.noticeDays";
    private static final String SUPERVISOR = "apps.supervisor";
    private static final String WHEN = "install.when";
    private static final String KEEP = "install.keepReleases";
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Set<String> LANGUAGES = new TreeSet<>(Set.of("de", "en"));
    private static final Pattern NOT_IN_ROUTES = Pattern.compile("[%?#&${}]");
    private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern RELEASES = Pattern.compile("[2-9]|[1-9][0-9]");
    private static final Pattern PRODUCT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private static final Map<String, String> DEFAULTS = defaults();

    public Settings {
        products = Set.copyOf(products);
        timeServers = List.copyOf(timeServers);
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("media", "/run/sgate/media");
        defaults.put("state", "/var/lib/sgate");
        defaults.put("trust", "/etc/sgate/trust.sgtrust");
        defaults.put("routes", defaultRoutes().toString());
        defaults.put("products", "");
        defaults.put("language", "en");
        defaults.put("allow-folders", "false");
        defaults.put(WRITER, "self");
        defaults.put("sticks.socket", "/run/sgate/write.sock");
        defaults.put("machine-id", "");
        defaults.put("socket", "");
        defaults.put("metrics.file", "");
        defaults.put("lease.folder", "");
        defaults.put("time.servers", "");
        defaults.put("time.thresholdSeconds", "300");
        defaults.put(NOTICE_DAYS, "");
        defaults.put(SUPERVISOR, "self");
        defaults.put(WHEN, "at-once");
        defaults.put(KEEP, Integer.toString(InstallPolicy.DEFAULT.keepReleases()));
        defaults.putAll(StickSettings.DEFAULTS);
        defaults.putAll(LeaseServiceSettings.DEFAULTS);
        return defaults;
    }

    /** The route files that came with the product. */
    static Path defaultRoutes() {
        return Path.of(System.getProperty("sgate.home", "/usr/lib/sgate"), "routes")
                .toAbsolutePath()
                .normalize();
    }

    /** The names of all settings, in the order of the manual. */
    public static Set<String> names() {
        return DEFAULTS.keySet();
    }

    /** Where nothing is set. Where the settings cannot be read, most are still what they would be. */
    static Settings byDefault() {
        try {
            return of(Map.of());
        } catch (BadSetting impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Takes the values given, and the defaults for the rest.
     *
     * @param given name to text, as written in the file or on the command line
     */
    public static Settings of(Map<String, String> given) throws BadSetting {
        for (String name : given.keySet()) {
            if (!DEFAULTS.containsKey(name)) {
                throw new BadSetting(
                        name, "there is no such setting; there are " + String.join(", ", DEFAULTS.keySet()));
            }
        }
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(given);
        SettingTexts values = new SettingTexts(all);
        return new Settings(
                values.path("media"),
                state(values),
                values.path("trust"),
                values.path("routes"),
                products(values),
                language(values),
                values.yesOrNo("allow-folders"),
                stickWriter(values),
                values.text("machine-id"),
                values.text("socket").isEmpty() ? state(values).resolve(SOCKET) : values.path("socket"),
                metricsFile(values),
                values.text("lease.folder").isEmpty() ? state(values).resolve("leases") : values.path("lease.folder"),
                values.list("time.servers"),
                values.seconds("time.thresholdSeconds"),
                noticeDays(values),
                systemd(values),
                new InstallPolicy(when(values), keepReleases(values)),
                StickSettings.of(all),
                LeaseServiceSettings.of(all));
    }

    /** What is set about licenses and their seats. */
    public SiteLimits limits() {
        return new SiteLimits(lease.leasing().reclaimAfter(), renewalNotice);
    }

    /** The machine's id, pinned or read. */
    String readMachineId() throws IOException {
        return machineId.isEmpty() ? DeviceKeyFile.readMachineId(MACHINE_ID) : machineId;
    }

    /** Route files name folders in it, and there these characters mean something. */
    private static Path state(SettingTexts values) throws BadSetting {
        Path state = values.path("state");
        if (NOT_IN_ROUTES.matcher(state.toString()).find()) {
            throw new BadSetting("state", "must not have any of % ? # & $ { } in it");
        }
        return state;
    }

    /** In the state folder, unless something else is asked for. */
    private static Path metricsFile(SettingTexts values) throws BadSetting {
        if (values.text("metrics.file").isEmpty()) {
            return state(values).resolve("sgate.prom");
        }
        Path file = values.path("metrics.file");
        if (!file.toString().endsWith(".prom")) {
            throw new BadSetting("metrics.file", "node_exporter reads only files whose names end in .prom");
        }
        return file;
    }

    private static Set<String> products(SettingTexts values) throws BadSetting {
        Set<String> products = new TreeSet<>(values.list("products"));
        for (String product : products) {
            if (!PRODUCT.matcher(product).matches()) {
                throw new BadSetting("products", "this is no product name: " + product);
            }
        }
        return products;
    }

    private static String language(SettingTexts values) throws BadSetting {
        String language = values.text("language");
        if (!LANGUAGES.contains(language)) {
            throw new BadSetting("language", "receipts are written in " + LANGUAGES + ", not in " + language);
        }
        return language;
    }

    private static Optional<Duration> noticeDays(SettingTexts values) throws BadSetting {
        String text = values.text(NOTICE_DAYS);
        if (!text.isEmpty() && !DAYS.matcher(text).matches()) {
            throw new BadSetting(
                    NOTICE_DAYS,
                    "must be a number of days from 1 to 9999, or empty for what the license says; not " + text);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(Duration.ofDays(Long.parseLong(text)));
    }

    private static InstallPolicy.When when(SettingTexts values) throws BadSetting {
        return switch (values.text(WHEN)) {
            case "at-once" -> InstallPolicy.When.AT_ONCE;
            case "confirm" -> InstallPolicy.When.CONFIRM;
            case "at-restart" -> InstallPolicy.When.AT_RESTART;
            default -> throw new BadSetting(WHEN, "must be at-once, confirm or at-restart, not " + values.text(WHEN));
        };
    }

    private static Optional<Path> stickWriter(SettingTexts values) throws BadSetting {
        Path socket = values.path("sticks.socket");
        return switch (values.text(WRITER)) {
            case "self" -> Optional.empty();
            case "helper" -> Optional.of(socket);
            default -> throw new BadSetting(WRITER, "must be self or helper, not " + values.text(WRITER));
        };
    }

    private static boolean systemd(SettingTexts values) throws BadSetting {
        return switch (values.text(SUPERVISOR)) {
            case "self" -> false;
            case "systemd" -> true;
            default -> throw new BadSetting(SUPERVISOR, "must be self or systemd, not " + values.text(SUPERVISOR));
        };
    }

    private static int keepReleases(SettingTexts values) throws BadSetting {
        String text = values.text(KEEP);
        if (!RELEASES.matcher(text).matches()) {
            throw new BadSetting(KEEP, "must be a number from 2 to 99, not " + text);
        }
        return Integer.parseInt(text);
    }
}
