package dev.sgate.appliance;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseBundle;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.InstallId;
import dev.sgate.station.Releases;
import dev.sgate.station.Staging;
import dev.sgate.station.StateChange;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is done to a state, in a process of its own that may be ended at each step that lasts. It prints a line for each thing
 * that is acknowledged: {@code head N} for events, {@code license} for a license, {@code
 * quarantined N} for that many digests, {@code waits SLOT}, {@code confirmed SLOT} and {@code ended SLOT} for an update that waits.
 */
enum StateAction {
    /** Keys, ledger, witness: the start of a new machine; and also each start that finds something wrong. */
    START {
        @Override
        void run(Path state) throws IOException {
            try (SqliteLedger ledger = open(state)) {
                say("head " + ledger.head().seq());
            }
        }
    },

    /** Events alone. */
    APPEND {
        @Override
        void run(Path state) throws IOException {
            try (SqliteLedger ledger = open(state)) {
                for (int i = 0; i < 3; i++) {
                    ledger.commit(List.of(), List.of(event("appended")));
                    say("head " + ledger.head().seq());
                }
            }
        }
    },

    /** A license with its events in one commit, and what is kept beside it. */
    LICENSE {
        @Override
        void run(Path state) throws IOException {
            try (SqliteLedger ledger = open(state)) {
                hold(ledger);
                say("license");
            }
        }
    },

    /** Digests that failed here, one commit each. */
    QUARANTINE {
        @Override
        void run(Path state) throws IOException {
            try (SqliteLedger ledger = open(state)) {
                for (int i = 1; i <= 3; i++) {
                    ledger.commit(List.of(quarantined("2.0." + i)), List.of(event("failed")));
                    say("quarantined " + i);
                }
            }
        }
    },

    /** One update waits, is confirmed, and ends its waiting when its install is probed; a second one waits without a yes. */
    WAIT {
        private static final UpdateOffer OFFER = Samples.offer(Samples.AS_IT_IS);
        private static final byte[] LINE =
                Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(TestKeys.UPDATE_A));

        @Override
        void run(Path state) throws IOException {
            try (SqliteLedger ledger = open(state)) {
                stage(state, ledger, "slot-1");
                ledger.commit(List.of(new StateChange.UpdateConfirmed("slot-1")), List.of());
                say("confirmed slot-1");
                InstallId install = begin(ledger);
                ledger.commit(
                        List.of(
                                new StateChange.InstallMoved(install, InstallPhase.PROBATION, NOW),
                                new StateChange.WaitingEnded("slot-1")),
                        List.of(event("installed")));
                say("ended slot-1");
                new DiskStaging(state).discard("slot-1");
                stage(state, ledger, "slot-2");
            }
        }

        private static InstallId begin(SqliteLedger ledger) {
            InstallId install = new InstallId(new TimeOrderedIds(Clock.systemUTC()).next());
            String folder = Releases.folderOf(OFFER.app());
            ledger.commit(
                    List.of(new StateChange.InstallBegun(install, OFFER, LINE, folder, Optional.empty(), NOW)),
                    List.of());
            return install;
        }

        private static void stage(Path state, SqliteLedger ledger, String slot) throws IOException {
            try (Staging.Writing out = new DiskStaging(state).write(slot, Staging.Part.ENVELOPE)) {
                out.write(LINE);
                out.sync();
            }
            ledger.commit(List.of(new StateChange.UpdateWaits(OFFER, LINE, slot, NOW)), List.of(event("waits")));
            say("waits " + slot);
        }
    },

    /** The backup that lies beside the state, put in place. */
    RESTORE {
        @Override
        void run(Path state) throws IOException {
            try {
                new StateBackup(settings(state)).restore(backup(state));
            } catch (BadSetting e) {
                throw new IOException(e);
            }
        }
    },

    /** The journal onto a stick, which is a folder beside the state. */
    EXPORT {
        @Override
        void run(Path state) throws IOException {
            try {
                StateFolder.open(settings(state)).collect(state.resolveSibling("stick"));
            } catch (BadSetting e) {
                throw new IOException(e);
            }
        }
    };

    static final String MACHINE = "machine";
    static final Instant NOW = Instant.parse(Samples.NOW);

    abstract void run(Path state) throws IOException;

    /** Of an appliance with this state. */
    static Settings settings(Path state) throws BadSetting {
        return Settings.of(Map.of(
                "state", state.toString(),
                "machine-id", MACHINE,
                "trust", state.resolveSibling("none.sgtrust").toString()));
    }

    /** Where a backup of this state lies, if there is one. */
    static Path backup(Path state) {
        return state.resolveSibling("backup.zip");
    }

    public static void main(String[] arguments) {
        try {
            valueOf(arguments[0]).run(Path.of(arguments[1]));
        } catch (Exception failed) {
            say("failed " + failed);
            System.exit(3);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    static EventDraft event(String word) {
        return EventDraft.of(EventType.WARNING, NOW, Map.of("word", word));
    }

    static StateChange.DigestQuarantined quarantined(String version) {
        return new StateChange.DigestQuarantined(
                Sha256.of(version.getBytes(StandardCharsets.UTF_8)), "lamp", new SemVer(version), NOW, NOW);
    }

    static void hold(SqliteLedger ledger) {
        byte[] line = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(TestKeys.LICENSE_A));
        LicenseBundle bundle = Samples.bundle(Samples.AS_IT_IS);
        ledger.commit(List.of(new StateChange.LicenseHeld(bundle, line, NOW)), List.of(event("license")));
    }

    static SqliteLedger open(Path state) throws IOException {
        return open(state, NOW);
    }

    /** As the daemon opens it. */
    static SqliteLedger open(Path state, Instant now) throws IOException {
        Path database = state.resolve("sgate.db");
        StateOpening.makeReady(state, NOW);
        DeviceKeyFile device = DeviceKeyFile.openOrMake(state, MACHINE, database);
        TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
        return new StateOpening(
                        state,
                        device,
                        new DiskReleases(state, new DiskStaging(state)),
                        new DiskStaging(state),
                        TestKeys::keyring,
                        ids,
                        file -> SqliteLedger.open(file, device.journalKey(), device.applianceId(), ids))
                .open(now);
    }
}
