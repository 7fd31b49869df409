package dev.sgate.vendor.mint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a license is sold as: seats, and a price a month (C6). How long a device may go without contact is the format's table. */
public enum Tier {
    FREE(1, 0),
    PRO(3, 87),
    TEAM(5, 145),
    /** Without a limit but the format's; the price is where it begins. */
    ENTERPRISE(Tier.SEATS_MAX, 870);

    /** The largest pool that a bundle may carry (FORMATS, {@code pool.size}). */
    public static final long SEATS_MAX = 1_000_000;

    private final long seats;
    private final int dollarsPerMonth;

    Tier(long seats, int dollarsPerMonth) {
        this.seats = seats;
        this.dollarsPerMonth = dollarsPerMonth;
    }

    /** Devices that a license of this tier has, unless it was sold for another number. */
    public long seats() {
        return seats;
    }

    public int dollarsPerMonth() {
        return dollarsPerMonth;
    }

    /** As it is written: {@code pro}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tier of this word, in any case. */
    public static Optional<Tier> find(String word) {
        return Arrays.stream(values())
                .filter(tier -> tier.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
