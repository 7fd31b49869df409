package dev.sgate.cli.site;

import dev.sgate.cli.verify.CheckedFile;
import dev.sgate.license.ContactWarning;
import dev.sgate.license.cache.CacheFinding;
import dev.sgate.license.cache.CacheRules;
import dev.sgate.license.cache.CacheTerms;
import dev.sgate.license.cache.LicenseCache;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.station.TrustSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@code sgate check --cache}: a license cache, in either shape. */
public final class CheckCache {
    private final TrustSource vendor;

    CheckCache(TrustSource vendor) {
        this.vendor = vendor;
    }

    CheckAnswer check(Path file, Instant now) {
        return switch (CheckedFile.read(file, LicenseCache.READ_MAX_BYTES)) {
            case Verdict.Refused<byte[]>(Refusal refusal) -> invalid(CacheRules.refused(refusal));
            case Verdict.Accepted<byte[]>(byte[] bytes) ->
                answer(CacheRules.judge(bytes, vendor.current(), now, Optional.empty()));
        };
    }

    private static CheckAnswer answer(CacheFinding finding) {
        return switch (finding) {
            case CacheFinding.Invalid invalid -> invalid(invalid);
            case CacheFinding.Valid valid -> new CheckAnswer("valid", valid.text(), Optional.empty(), facts(valid));
        };
    }

    private static CheckAnswer invalid(CacheFinding.Invalid invalid) {
        return new CheckAnswer("invalid", invalid.text(), Optional.of(invalid.refusal()), Map.of());
    }

    /** Never the license key. */
    private static Map<String, Object> facts(CacheFinding.Valid valid) {
        CacheTerms terms = valid.cache().terms();
        return Payloads.members(
                "hoursRemaining", valid.hoursRemaining(),
                "warning", valid.warning().map(ContactWarning::word),
                "warningText", valid.warning().map(ContactWarning::text),
                "clockAdvice", valid.clockAdvice(),
                "tier", terms.tier(),
                "features", terms.features(),
                "expiresAt", terms.expiresAt(),
                "offlineExpiresAt", terms.offlineExpiresAt(),
                "sessionId", terms.sessionId(),
                "signer", valid.cache().signer());
    }
}
