package dev.sgate.cli;

import dev.sgate.cli.desk.AppVerbs;
import dev.sgate.cli.desk.Appliance;
import dev.sgate.cli.desk.AuditVerb;
import dev.sgate.cli.desk.DeskVerbs;
import dev.sgate.cli.desk.Export;
import dev.sgate.cli.desk.ImportSync;
import dev.sgate.cli.desk.Key;
import dev.sgate.cli.desk.Keygen;
import dev.sgate.cli.desk.LicenseVerbs;
import dev.sgate.cli.desk.Revoke;
import dev.sgate.cli.desk.TenantVerbs;
import dev.sgate.cli.desk.Trust;
import dev.sgate.cli.desk.WizardVerb;
import dev.sgate.cli.site.Activate;
import dev.sgate.cli.site.Backup;
import dev.sgate.cli.site.Check;
import dev.sgate.cli.site.CollectTelemetry;
import dev.sgate.cli.site.DoctorVerb;
import dev.sgate.cli.site.Install;
import dev.sgate.cli.site.Journal;
import dev.sgate.cli.site.LeaseKey;
import dev.sgate.cli.site.Open;
import dev.sgate.cli.site.Personal;
import dev.sgate.cli.site.Releases;
import dev.sgate.cli.site.Restore;
import dev.sgate.cli.site.Rollback;
import dev.sgate.cli.site.Run;
import dev.sgate.cli.site.Seats;
import dev.sgate.cli.site.Status;
import dev.sgate.cli.verify.Verify;
import java.util.Arrays;
import java.util.Optional;

/**
 * The verbs, in the order and the groups in which {@code sgate --help} lists them. An installed package holds only one side's
 * (BEHAVIOUR 7); the others are known by name, so that a person can be told where they are.
 */
enum Verb {
    VERIFY("verify", Group.EITHER),
    CHECK("check", Group.EITHER, "site"),
    KEYGEN("keygen", Group.DESK),
    KEY("key", Group.DESK),
    TRUST("trust", Group.DESK),
    TENANT("tenant", Group.DESK),
    APP("app", Group.DESK),
    LICENSE("license", Group.DESK),
    EXPORT("export", Group.DESK),
    WIZARD("wizard", Group.DESK),
    REVOKE("revoke", Group.DESK),
    IMPORT_SYNC("import-sync", Group.DESK),
    AUDIT("audit", Group.DESK),
    DESK("desk", Group.DESK),
    APPLIANCE("appliance", Group.DESK),
    RUN("run", Group.APPLIANCE),
    OPEN("open", Group.APPLIANCE),
    STATUS("status", Group.APPLIANCE),
    ACTIVATE("activate", Group.APPLIANCE),
    SEATS("seats", Group.APPLIANCE),
    INSTALL("install", Group.APPLIANCE),
    RELEASES("releases", Group.APPLIANCE),
    ROLLBACK("rollback", Group.APPLIANCE),
    LEASE_KEY("lease-key", Group.APPLIANCE),
    PERSONAL("personal", Group.APPLIANCE),
    DOCTOR("doctor", Group.APPLIANCE),
    JOURNAL("journal", Group.APPLIANCE),
    COLLECT_TELEMETRY("collect-telemetry", Group.APPLIANCE),
    BACKUP("backup", Group.APPLIANCE),
    RESTORE("restore", Group.APPLIANCE),
    DEMO("demo", Group.TRY);

    /** Whose work a verb is. */
    enum Group {
        EITHER("On either side:", "verify"),
        DESK("At the vendor's desk, where the keys are:", "desk"),
        APPLIANCE("On the appliance:", "site"),
        TRY("To see it all at work:", "demo");

        private final String heading;
        private final String home;

        Group(String heading, String home) {
            this.heading = heading;
            this.home = home;
        }

        /** Whether this program has the group's verbs. */
        boolean isHere() {
            return Group.isHere(home);
        }

        private static boolean isHere(String home) {
            return Verb.class.getResource(home + "/package-info.class") != null;
        }

        String heading() {
            return heading;
        }
    }

    private final String word;
    private final Group group;
    private final String home;

    Verb(String word, Group group) {
        this(word, group, group.home);
    }

    Verb(String word, Group group, String home) {
        this.word = word;
        this.group = group;
        this.home = home;
    }

    String word() {
        return word;
    }

    Group group() {
        return group;
    }

    /** Whether this program has it: the appliance's package lacks what is done at the desk, and the other way round. */
    boolean isHere() {
        return Group.isHere(home);
    }

    /** The Debian package that has it. */
    String debianPackage() {
        return group == Group.DESK ? "sgate-desk" : "sgate";
    }

    static Optional<Verb> find(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
    }

    /** A fresh command object for the one verb that was asked for. */
    Object begin() {
        return this == RUN ? Run.begun() : create();
    }

    /** A fresh command object. Only this loads the verb's class, and what it reaches. */
    Object create() {
        return switch (this) {
            case VERIFY -> new Verify();
            case CHECK -> new Check();
            case TENANT -> new TenantVerbs();
            case APP -> new AppVerbs();
            case LICENSE -> new LicenseVerbs();
            case EXPORT -> new Export();
            case WIZARD -> new WizardVerb();
            case IMPORT_SYNC -> new ImportSync();
            case DESK -> new DeskVerbs();
            case AUDIT -> new AuditVerb();
            case APPLIANCE -> new Appliance();
            case REVOKE -> new Revoke();
            case TRUST -> new Trust();
            case KEYGEN -> new Keygen();
            case KEY -> new Key();
            case DEMO -> new DemoVerb();
            case RUN -> Run.described();
            case OPEN -> new Open();
            case STATUS -> new Status();
            case ACTIVATE -> new Activate();
            case SEATS -> new Seats();
            case INSTALL -> new Install();
            case RELEASES -> new Releases();
            case ROLLBACK -> new Rollback();
            case LEASE_KEY -> new LeaseKey();
            case PERSONAL -> new Personal();
            case DOCTOR -> new DoctorVerb();
            case JOURNAL -> new Journal();
            case COLLECT_TELEMETRY -> new CollectTelemetry();
            case BACKUP -> new Backup();
            case RESTORE -> new Restore();
        };
    }
}
