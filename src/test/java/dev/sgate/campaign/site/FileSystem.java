package dev.sgate.campaign.site;

import java.util.Locale;

/** What a disk or a stick is formatted with. */
public enum FileSystem {
    /** 64 MiB, with a journal. */
    EXT4(64),
    /** 320 MiB, for it is not made smaller. */
    XFS(320),
    /** 32 MiB, mounted through FUSE; the power goes by killing its process. For sticks alone. */
    EXFAT(32);

    private final long mebibytes;

    FileSystem(long mebibytes) {
        this.mebibytes = mebibytes;
    }

    long bytes() {
        return mebibytes << 20;
    }

    /** As the kernel calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
