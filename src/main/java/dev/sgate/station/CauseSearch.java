package dev.sgate.station;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.FileResult;
import dev.sgate.station.LedgerView.VisitSummary;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out why there is no usable license, from what the last sticks brought (S91 to S94). */
final class CauseSearch {
    /** A cause and its facts. */
    record Found(UnlicensedCause cause, Evidence evidence) {}

    private static final int VISITS = 10;

    private static final Set<RefusalCode> MODIFIED = EnumSet.of(
            RefusalCode.BAD_SIGNATURE,
            RefusalCode.DIGEST_MISMATCH,
            RefusalCode.TRUNCATED,
            RefusalCode.TRAILING_DATA,
            RefusalCode.TOO_LARGE,
            RefusalCode.MALFORMED);
    private static final Set<RefusalCode> KEY =
            EnumSet.of(RefusalCode.UNKNOWN_KEY, RefusalCode.REVOKED_KEY, RefusalCode.WRONG_ROLE);

    private CauseSearch() {}

    /** What the newest license file says that says anything; no file at all is {@link UnlicensedCause#NO_BUNDLE}. */
    static Found find(LedgerView ledger, Keyring keyring) {
        if (keyring.document().isEmpty()) {
            return new Found(UnlicensedCause.NO_TRUST_ANCHOR, Evidence.of("trust", keyring.whyNothing()));
        }
        return ledger.latestVisits(VISITS).stream()
                .flatMap(visit -> files(visit).stream())
                .findFirst()
                .orElseGet(() -> new Found(UnlicensedCause.NO_BUNDLE, Evidence.none()));
    }

    private static List<Found> files(VisitSummary visit) {
        return visit.files().reversed().stream()
                .filter(CauseSearch::isLicense)
                .flatMap(file -> cause(file).stream().map(cause -> new Found(cause, evidence(visit, file))))
                .toList();
    }

    private static boolean isLicense(FileResult file) {
        return file.subject().equals("license")
                || (file.subject().equals("file") && file.fileName().endsWith(".sglic"));
    }

    private static Optional<UnlicensedCause> cause(FileResult file) {
        return file.code().flatMap(code -> {
            if (code == RefusalCode.EXPIRED) {
                return Optional.of(UnlicensedCause.EXPIRED);
            }
            return MODIFIED.contains(code)
                    ? Optional.of(UnlicensedCause.MODIFIED)
                    : KEY.contains(code) ? Optional.of(UnlicensedCause.NO_TRUST_ANCHOR) : Optional.empty();
        });
    }

    private static Evidence evidence(VisitSummary visit, FileResult file) {
        return Evidence.of("file", file.fileName())
                .and("code", file.code().map(RefusalCode::word).orElse(""))
                .and("volume", visit.volume());
    }
}
