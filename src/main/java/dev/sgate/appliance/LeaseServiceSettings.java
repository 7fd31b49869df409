package dev.sgate.appliance;

import dev.sgate.appliance.http.Addresses;
import dev.sgate.appliance.http.HostNames;
import dev.sgate.appliance.http.Networks;
import dev.sgate.appliance.http.SdkKey;
import dev.sgate.appliance.http.ServiceTerms;
import dev.sgate.seal.Sha256;
import dev.sgate.station.leasing.LeaseSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of the lease service (BEHAVIOUR 5). An address that other machines reach must come with an SDK key and with the
 * networks that may ask: whoever can answer on that wire can stop an application.
 *
 * @param service where and for whom it is; empty where {@code lease.listen} is empty, then there is none
 * @param leasing what is set about seats and leases
 * @param ownPage where the page at the kiosk has a service of its own; empty where it is with the lease service
 */
public record LeaseServiceSettings(
        Optional<ServiceTerms> service, LeaseSettings leasing, Optional<InetSocketAddress> ownPage) {
    private static final String LISTEN = "lease.listen";
    private static final String TENANT = "lease.tenant";
    private static final String SDK_KEY = "lease.sdkKeySha256";
    private static final String NETWORKS = "lease.networks";
    private static final String HOSTS = "lease.hosts";
    private static final String PAGE = "page.listen";
    private static final String RECLAIM_DAYS = "lease.reclaimDays";
    private static final String NEW_SEATS = "lease.newSeatsADay";
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");

    /** Name to text of each setting, in the order of the manual. */
    static final Map<String, String> DEFAULTS = defaults();

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(LISTEN, "127.0.0.1:7420");
        defaults.put(PAGE, "");
        defaults.put(TENANT, "site");
        defaults.put(SDK_KEY, "");
        defaults.put(NETWORKS, "");
        defaults.put(HOSTS, "");
        defaults.put(
                RECLAIM_DAYS, Long.toString(LeaseSettings.DEFAULT.reclaimAfter().toDays()));
        defaults.put(NEW_SEATS, Integer.toString(LeaseSettings.DEFAULT.newSeatsADay()));
        return Collections.unmodifiableMap(defaults);
    }

    /** Reads them, the defaults for what is not given. */
    static LeaseServiceSettings of(Map<String, String> given) throws BadSetting {
        String tenant = value(given, TENANT);
        if (!NAME.matcher(tenant).matches()) {
            throw new BadSetting(TENANT, "is made of a-z, 0-9, _ and -, not " + tenant);
        }
        LeaseSettings leasing =
                new LeaseSettings(tenant, Duration.ofDays(count(given, RECLAIM_DAYS)), count(given, NEW_SEATS));
        ServiceTerms terms = new ServiceTerms(listen(given), sdkKey(given), networks(given), hosts(given));
        if (value(given, LISTEN).isEmpty()) {
            return new LeaseServiceSettings(Optional.empty(), leasing, page(given, Optional.empty()));
        }
        if (!terms.isLoopback()) {
            require(given, SDK_KEY);
            require(given, NETWORKS);
        }
        return new LeaseServiceSettings(Optional.of(terms), leasing, page(given, Optional.of(terms.listen())));
    }

    /** Beside a lease service that this machine reaches from within; else at the same port of the loopback address. */
    private static Optional<InetSocketAddress> page(Map<String, String> given, Optional<InetSocketAddress> lease)
            throws BadSetting {
        String text = value(given, PAGE);
        if (text.isEmpty()) {
            return lease.filter(address -> !isReachedFromWithin(address))
                    .map(address -> new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
        }
        InetSocketAddress page = Addresses.withPort(text)
                .filter(address -> address.getAddress().isLoopbackAddress())
                .orElseThrow(() -> new BadSetting(
                        PAGE, "must be an address of this machine alone with a port, as 127.0.0.1:7421; not " + text));
        return Optional.of(page).filter(address -> !lease.equals(Optional.of(address)));
    }

    private static boolean isReachedFromWithin(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress();
    }

    private static void require(Map<String, String> given, String name) throws BadSetting {
        if (value(given, name).isEmpty()) {
            throw new BadSetting(name, "is needed, because lease.listen is an address that other machines reach");
        }
    }

    private static InetSocketAddress listen(Map<String, String> given) throws BadSetting {
        String text = value(given, LISTEN);
        if (text.isEmpty()) {
            return new InetSocketAddress(0);
        }
        return Addresses.withPort(text)
                .orElseThrow(() -> new BadSetting(
                        LISTEN, "must be an address with a port, as 127.0.0.1:7420, or empty; not " + text));
    }

    private static Optional<SdkKey> sdkKey(Map<String, String> given) throws BadSetting {
        String text = value(given, SDK_KEY);
        Optional<SdkKey> key = Sha256.find(text).map(SdkKey::new);
        if (key.isEmpty() && !text.isEmpty()) {
            throw new BadSetting(SDK_KEY, "must be the key's SHA-256 as 64 hex digits in lower case");
        }
        return key;
    }

    private static Networks networks(Map<String, String> given) throws BadSetting {
        String text = value(given, NETWORKS);
        if (text.isEmpty()) {
            return Networks.NONE;
        }
        return Networks.parse(text)
                .orElseThrow(
                        () -> new BadSetting(NETWORKS, "must be networks as 192.168.7.0/24, with commas; not " + text));
    }

    private static HostNames hosts(Map<String, String> given) throws BadSetting {
        List<String> names = new SettingTexts(given).list(HOSTS);
        for (String name : names) {
            if (!HOST.matcher(name).matches()) {
                throw new BadSetting(HOSTS, "this is no host name: " + name);
            }
        }
        return HostNames.of(names);
    }

    private static int count(Map<String, String> given, String name) throws BadSetting {
        String text = value(given, name);
        if (!COUNT.matcher(text).matches()) {
            throw new BadSetting(name, "must be a number from 1 to 9999, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static String value(Map<String, String> given, String name) {
        String text = given.get(name);
        return (text == null ? DEFAULTS.getOrDefault(name, "") : text).strip();
    }
}
