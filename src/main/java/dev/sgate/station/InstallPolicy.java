package dev.sgate.station;

/**
 * What site IT set about installs.
 *
 * @param when an update that was checked is installed
 * @param keepReleases how many releases of an application stay on the disk, the running and the previous one among them; at least 2
 */
public record InstallPolicy(When when, int keepReleases) {
    /** What holds where nothing was set. */
    public static final InstallPolicy DEFAULT = new InstallPolicy(When.AT_ONCE, 2);

    /** When an update is installed (S47). */
    public enum When {
        /** As soon as it was checked. */
        AT_ONCE,
        /** When a person says so ({@code sgate install}). */
        CONFIRM,
        /** When the application ends and would be started again, or the appliance starts and it does not run. */
        AT_RESTART
    }

    public InstallPolicy {
        if (keepReleases < 2) {
            throw new IllegalArgumentException("the previous release stays");
        }
    }
}
