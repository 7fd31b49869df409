package dev.sgate.vectors;

import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.Recipe.firstSignature;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_B;
import static dev.sgate.vectors.TestKeys.LICENSE_BEACON;
import static dev.sgate.vectors.TestKeys.LICENSE_REVOKED;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.STRANGER;
import static dev.sgate.vectors.TestKeys.UPDATE_A;
import static dev.sgate.vectors.TestKeys.UPDATE_BEACON;
import static dev.sgate.vectors.TestKeys.UPDATE_REVOKED;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Sealer.NamedKey;

/** Wrong keys and wrong roles (THREATS U1, U8, P7). */
final class SignerFlaws extends Catalogue {
    private static final String UNKNOWN = "unknown-key";
    private static final String REVOKED = "revoked-key";
    private static final String WRONG_ROLE = "wrong-role";

    SignerFlaws() {
        unknown();
        revoked();
        roles();
        thresholds();
    }

    private void unknown() {
        license(
                        "signed-by-a-stranger",
                        UNKNOWN,
                        "A good signature by a key that nobody trusts.",
                        aLicense().sign(STRANGER))
                .evidence("keyids", "stranger");
        license(
                "signed-by-sixteen-strangers",
                UNKNOWN,
                "As many unknown keys as there may be.",
                GoodLicenses.strangers(aLicense(), 16));
        license(
                "key-ids-empty",
                UNKNOWN,
                "The right signature under an empty key id, which is skipped.",
                aLicense().sign(LICENSE_A).envelope("keyid becomes empty", firstSignature(it -> it.put("keyid", ""))));
        license(
                "key-id-absent",
                UNKNOWN,
                "The right signature without a key id.",
                aLicense().sign(LICENSE_A).envelope("leave out keyid", firstSignature(it -> it.remove("keyid"))));
        license("key-id-in-capitals", UNKNOWN, "Key ids are compared byte by byte.", claimed("LICENSE-A"));
        license("key-id-with-a-space", UNKNOWN, "Nothing is trimmed.", claimed("license-a "));
        license(
                "key-id-a-path",
                UNKNOWN,
                "A key id is looked up and never a file name.",
                claimed("../../etc/sgate/keys/license-a"));
        license("key-id-sql", UNKNOWN, "A key id is looked up and never SQL.", claimed("' OR '1'='1"));
        license("key-id-look-alike", UNKNOWN, "A Cyrillic letter in the id.", claimed("license-\u0430"));
        license("key-id-of-10000-characters", UNKNOWN, "A long id is only unknown.", claimed("k".repeat(10_000)));
        update(
                "update-signed-by-a-stranger",
                UNKNOWN,
                "A good signature by a key that nobody trusts.",
                anUpdate().sign(STRANGER));
    }

    private static Recipe claimed(String keyid) {
        return aLicense().sign(new NamedKey(new Kid(keyid), LICENSE_A.key()));
    }

    private void revoked() {
        license(
                        "signed-by-a-revoked-key",
                        REVOKED,
                        "The key was good when it signed; that is nobody's to know.",
                        aLicense().sign(LICENSE_REVOKED))
                .evidence("keyids", "license-2023");
        license(
                "signed-by-a-key-gone-since",
                REVOKED,
                "The id stands only in the list of revoked ones.",
                aLicense().sign(TestKeys.ed25519("license-2021")));
        license(
                "signed-by-revoked-and-unknown",
                REVOKED,
                "A revoked key and a stranger.",
                aLicense().sign(STRANGER, LICENSE_REVOKED));
        update(
                "update-signed-by-a-revoked-key",
                REVOKED,
                "Revoked for updates.",
                anUpdate().sign(UPDATE_REVOKED));
        license(
                "signed-by-all-revoked",
                REVOKED,
                "Three revoked keys, one with a broken signature.",
                aLicense()
                        .sign(UPDATE_REVOKED, LICENSE_REVOKED)
                        .oddSignature(
                                "with its last byte changed", TestKeys.ed25519("license-2021"), OddSignatures::spoilt));
    }

    private void roles() {
        license(
                        "license-signed-by-the-update-key",
                        WRONG_ROLE,
                        "Who ships code does not mint licenses.",
                        aLicense().sign(UPDATE_A))
                .evidence("role", "license");
        license(
                "license-signed-by-a-root",
                WRONG_ROLE,
                "Roots sign trust documents and nothing else.",
                aLicense().sign(ROOT_A, ROOT_B));
        update(
                        "update-signed-by-the-license-key",
                        WRONG_ROLE,
                        "The key that mints every day cannot ship code.",
                        anUpdate().sign(LICENSE_A))
                .evidence("role", "update");
        update(
                        "update-with-list-by-the-update-key-alone",
                        WRONG_ROLE,
                        "A revocation list needs the license role too.",
                        anUpdate().set("crl", Samples.crl()).sign(UPDATE_A))
                .evidence("role", "license");
        update(
                "update-with-list-and-bad-license-signature",
                WRONG_ROLE,
                "The license key is named, but its signature does not hold.",
                anUpdate()
                        .set("crl", Samples.crl())
                        .sign(UPDATE_A)
                        .oddSignature("with its last byte changed", LICENSE_A, OddSignatures::spoilt));
        license(
                        "license-for-another-product-than-the-keys",
                        WRONG_ROLE,
                        "The key counts for beacon only, the license is for lantern.",
                        aLicense().sign(LICENSE_BEACON))
                .evidence("product", "lantern");
        update(
                "update-for-another-product-than-the-keys",
                WRONG_ROLE,
                "The key counts for beacon only, the update is for lantern.",
                anUpdate().sign(UPDATE_BEACON));
    }

    private void thresholds() {
        license(
                        "pair-of-one",
                        WRONG_ROLE,
                        "One good signature where two are needed.",
                        aLicense().sign(LICENSE_A))
                .underPairs()
                .evidence("threshold", 2);
        license(
                        "pair-with-a-stranger",
                        WRONG_ROLE,
                        "The second key is unknown.",
                        aLicense().sign(LICENSE_A, STRANGER))
                .underPairs();
        license(
                        "pair-with-a-bad-signature",
                        WRONG_ROLE,
                        "The second signature does not hold.",
                        aLicense()
                                .sign(LICENSE_A)
                                .oddSignature("with its last byte changed", LICENSE_B, OddSignatures::spoilt))
                .underPairs();
        license(
                        "pair-with-a-revoked-key",
                        WRONG_ROLE,
                        "The second key is revoked.",
                        aLicense().sign(LICENSE_A, LICENSE_REVOKED))
                .underPairs();
        license(
                        "pair-with-the-same-key-under-another-id",
                        WRONG_ROLE,
                        "One key under its own id and an unknown one is still one key.",
                        aLicense().sign(LICENSE_A, new NamedKey(new Kid("license-a2"), LICENSE_A.key())))
                .underPairs();
        license(
                        "pair-with-the-same-key-under-a-known-id",
                        WRONG_ROLE,
                        "One key signs under two known ids: the second does not hold.",
                        aLicense().sign(LICENSE_A, new NamedKey(new Kid("license-b"), LICENSE_A.key())))
                .underPairs();
        update(
                        "pair-across-roles",
                        WRONG_ROLE,
                        "One key of each role is no pair in either.",
                        anUpdate().sign(UPDATE_A, LICENSE_A))
                .underPairs();
    }
}
