package dev.sgate.license;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.RefusalCode;
import java.util.Optional;

/**
 * Whether an application may run, and the facts behind it.
 *
 * @param terms what the license says; empty where nothing it says is believed
 */
public record LaunchJudgement(LicenseState state, Evidence evidence, Optional<LicenseTerms> terms) {
    /** The refusal code that is shown; empty where the application may run. */
    public Optional<RefusalCode> code() {
        return state.code();
    }

    /** Whether an application may run. */
    public boolean mayRun() {
        return state.grade() != LicenseState.Grade.REFUSED;
    }
}
