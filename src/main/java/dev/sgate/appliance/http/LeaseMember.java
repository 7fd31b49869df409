package dev.sgate.appliance.http;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A member of a client's request that is read, and what it may be (LEASE-PROTOCOL 3). Those from {@code app_version} on are nothing
 * to us; they are looked at because one that is not as it should be spoils the whole request at the vendor's, too.
 */
enum LeaseMember {
    LICENSE_KEY("license_key", 128),
    INSTANCE_NAME("instance_name", 255),
    INSTANCE_ID("instance_id", 64),
    MACHINE_HASH("machine_hash", 64),
    APP_VERSION("app_version", 64),
    SDK_VERSION("sdk_version", 64),
    PLATFORM("platform", 32),
    SDK("sdk", 16),
    OS_VERSION("os_version", 32, "[0-9]+(\\.[0-9]+)*"),
    ARCH("arch", 16, "arm64|x86_64"),
    CPU_CORES("cpu_cores", 16, "1-2|3-4|5-8|9-16|17\\+"),
    MEMORY("memory", 16, "<4GB|4-8GB|8-16GB|16-32GB|32-64GB|64GB\\+");

    private static final String ANYTHING = "(?s).*";
    private static final Map<String, LeaseMember> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(LeaseMember::word, Function.identity()));

    private final String word;
    private final int most;
    private final Pattern form;

    LeaseMember(String word, int most) {
        this(word, most, ANYTHING);
    }

    /** @param most UTF-16 units */
    LeaseMember(String word, int most, String form) {
        this.word = word;
        this.most = most;
        this.form = Pattern.compile(form);
    }

    /** The member with this name; empty for one that is passed over, whatever it holds. */
    static Optional<LeaseMember> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** As it stands in the request. */
    String word() {
        return word;
    }

    /** What is wrong with this text, to be put behind the member's name; empty if nothing is. */
    Optional<String> fault(String text) {
        if (text.length() > most) {
            return Optional.of("is too long");
        }
        return form.matcher(text).matches() ? Optional.empty() : Optional.of("is none of its values");
    }
}
