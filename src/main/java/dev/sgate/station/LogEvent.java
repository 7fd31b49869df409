package dev.sgate.station;

import dev.sgate.seal.RefusalCode;

/**
 * What a line of the appliance's log can be about: the closed list. A line without one of these cannot be written, so whoever
 * explains all of them and all of {@link RefusalCode} explains each line (BEHAVIOUR 5).
 *
 * <p>A line that carries a refusal code bears the code's id, see {@link MessageId}; the event is then a fact beside it.
 */
public enum LogEvent {
    // the daemon
    READY("ready"),
    STOPPED("stopped"),
    END_NOT_RECORDED("end-not-recorded"),
    BAD_SETTING("bad-setting"),
    ROUTES_REFUSED("routes-refused"),
    CANNOT_WORK("cannot-work"),
    WORKS_AGAIN("works-again"),
    NOT_HEALTHY("not-healthy"),
    CONFIGURATION_READ("configuration-read"),
    TRUST_BELIEVED("trust-believed"),
    TRUST_MISSING("trust-missing"),
    LOCAL_SOCKET_MISSING("local-socket-missing"),
    LOCAL_QUESTION_FAILED("local-question-failed"),
    ROUTE_LEFT_BEHIND("route-left-behind"),
    STEP_FAILED("step-failed"),
    LIBRARY_WARNING("library-warning"),
    PAGE_FAILED("page-failed"),

    // the visit of a stick
    STICK_SEEN("stick-seen"),
    STICK_TURNED_AWAY("stick-turned-away"),
    STICK_NOT_READABLE("stick-not-readable"),
    FILES_FOUND("files-found"),
    NO_FILES("no-files"),
    COPY_BEGUN("copy-begun"),
    COPY_GOES_ON("copy-goes-on"),
    COPY_DONE("copy-done"),
    FILE_REFUSED("file-refused"),
    FILE_NOTHING_NEW("file-nothing-new"),
    FILE_GIVEN_UP("file-given-up"),
    VISIT_GIVEN_UP("visit-given-up"),
    LICENSE_IN_FORCE("license-in-force"),
    TRUST_TAKEN("trust-taken"),
    JOURNAL_EXPORTED("journal-exported"),
    JOURNAL_NOT_EXPORTED("journal-not-exported"),
    RECEIPT_WRITTEN("receipt-written"),
    RECEIPT_NOT_WRITTEN("receipt-not-written"),
    SAFE_TO_UNPLUG("safe-to-unplug"),
    STICK_NOT_RELEASED("stick-not-released"),
    STAGING_LEFT_BEHIND("staging-left-behind"),

    // releases and applications
    RELEASE_PREPARING("release-preparing"),
    RELEASE_PREPARED("release-prepared"),
    RELEASE_STARTED("release-started"),
    RELEASE_INSTALLED("release-installed"),
    RELEASE_ROLLED_BACK("release-rolled-back"),
    RELEASE_WAITS("release-waits"),
    RELEASE_TAKEN_BACK("release-taken-back"),
    RELEASE_FOLDER_GONE("release-folder-gone"),
    RELEASE_LEFT_BEHIND("release-left-behind"),
    INSTALL_TAKEN_UP("install-taken-up"),
    APPLICATION_STARTED("application-started"),
    APPLICATION_ENDED("application-ended"),
    APPLICATION_STARTED_AGAIN("application-started-again"),
    APPLICATION_BROUGHT_IN_LINE("application-brought-in-line"),
    APPLICATION_NOT_STARTED("application-not-started"),
    APPLICATION_NOT_WATCHED("application-not-watched"),

    // licenses, leases, trust and time
    LICENSE_NOTICE("license-notice"),
    LEASE_NOTICE("lease-notice"),
    TRUST_NOTICE("trust-notice"),
    LEASE_SERVICE_OPEN("lease-service-open"),
    LEASE_SERVICE_CLOSED("lease-service-closed"),
    LEASE_SERVICE_FAILED("lease-service-failed"),
    LEASE_FILE_NOT_RENEWED("lease-file-not-renewed"),
    LEASE_KEY_LOST("lease-key-lost"),
    CLOCK_AGREES("clock-agrees"),
    CLOCK_IS_OFF("clock-is-off"),
    CLOCK_MARK_NOT_KEPT("clock-mark-not-kept"),

    // the state folder
    WITNESS_DAMAGED("witness-damaged"),
    WITNESS_NOT_WRITTEN("witness-not-written"),
    STATE_REBUILT("state-rebuilt"),
    STATE_OLDER("state-older"),
    JOURNAL_KEY_LOST("journal-key-lost"),
    PERSONAL_KEY_UNUSABLE("personal-key-unusable");

    private final String word;

    LogEvent(String word) {
        this.word = word;
    }

    /** The word for it, in lower case with hyphens; it never changes. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
