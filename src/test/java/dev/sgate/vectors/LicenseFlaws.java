package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_RSA;

import java.util.List;
import java.util.stream.IntStream;

/** What only a license can have wrong, and licenses whose time has not come, or gone. */
final class LicenseFlaws extends Catalogue {
    private static final String MALFORMED = "malformed";

    /** An X25519 point of order 8. */
    private static final String LOW_ORDER = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";

    LicenseFlaws() {
        fields();
        revocationLists();
        times();
        revoked();
    }

    private void fields() {
        bad("license-without-pool", "No pool.", aLicense().drop("pool"), "pool");
        bad(
                "license-without-entitlements",
                "An empty list must be written.",
                aLicense().drop("entitlements"),
                "entitlements");
        bad("license-without-list", "No revocation list.", aLicense().drop("crl"), "crl");
        bad("pool-of-zero", "Sizes start at 1.", aLicense().set("pool.size", 0), "pool.size");
        bad("pool-over-a-million", "At most 1,000,000 seats.", aLicense().set("pool.size", 1_000_001), "pool.size");
        bad("pool-a-number", "An ill-typed pool.", aLicense().set("pool", 2), "pool");
        bad(
                "pool-devices-over-size",
                "More devices bound than there are seats.",
                aLicense().set("pool.devices", GoodLicenses.sorted("a", "b", "c")),
                "pool.devices");
        bad(
                "pool-devices-in-capitals",
                "Fingerprints are digests.",
                aLicense().set("pool.devices", List.of("A".repeat(64))),
                "pool.devices");
        bad(
                "entitlement-null",
                "null in a list.",
                aLicense().set("entitlements", List.of("base", Json.NULL)),
                "entitlements");
        bad(
                "entitlements-text",
                "One name that is not in a list.",
                aLicense().set("entitlements", "base"),
                "entitlements");
        bad(
                "appliances-not-digests",
                "Device key ids are digests.",
                aLicense().set("appliances", List.of("appliance-1")),
                "appliances");
        bad("policy-clock-unknown", "strict or uptime.", aLicense().set("policy.clock", "sundial"), "policy.clock");
        bad("policy-confirm-a-flag", "auto or manual.", aLicense().set("policy.confirm", false), "policy.confirm");
        bad("policy-fallback-text", "true or false.", aLicense().set("policy.fallback", "true"), "policy.fallback");
        bad("policy-warn-days-negative", "Not below zero.", aLicense().set("policy.warnDays", -7), "policy.warnDays");
        bad(
                "ack-under-a-name",
                "Acknowledgements stand under UUIDs.",
                aLicense().set("ack", members("box-1", members("seq", 1, "head", Samples.digest("1")))),
                "ack.box-1");
        bad(
                "ack-without-head",
                "The digest of the line is missing.",
                aLicense().set("ack", members("5d1f7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b", members("seq", 1))),
                "ack.5d1f7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b.head");
        bad(
                "journal-key-of-31-bytes",
                "32 raw bytes.",
                aLicense().set("journalKey", members("keyid", "desk", "x25519", base64(new byte[31]))),
                "journalKey.x25519");
        bad(
                "journal-key-of-low-order",
                "What is encrypted to it is open to everybody, and no export would ever be written.",
                aLicense().set("journalKey", members("keyid", "desk", "x25519", base64(Bytes.hex(LOW_ORDER)))),
                "journalKey.x25519");
        bad(
                "embedded-update-not-base64",
                "The envelope stands there as it is.",
                aLicense().set("update", "{}"),
                "update");
    }

    private void revocationLists() {
        bad(
                "list-in-neither-form",
                "Exactly one of revoked and packed.",
                aLicense().drop("crl.revoked"),
                "crl.revoked");
        bad(
                "list-in-both-forms",
                "Exactly one of revoked and packed.",
                aLicense().set("crl.packed", GoodLicenses.packed("a")),
                "crl.revoked");
        bad(
                "list-descending",
                "Ascending.",
                aLicense().set("crl.revoked", GoodLicenses.sorted("a", "b").reversed()),
                "crl.revoked");
        bad(
                "list-with-double",
                "Without doubles.",
                aLicense().set("crl.revoked", List.of(Samples.digest("a"), Samples.digest("a"))),
                "crl.revoked");
        bad(
                "list-of-1001",
                "Up to 1,000 in the plain form.",
                aLicense().set("crl.revoked", GoodLicenses.sorted(numbers(1001))),
                "crl.revoked");
        bad(
                "list-packed-31-bytes",
                "Entries have 16 bytes.",
                aLicense().drop("crl.revoked").set("crl.packed", base64(new byte[31])),
                "crl.revoked");
        bad(
                "list-packed-with-double",
                "Without doubles.",
                aLicense().drop("crl.revoked").set("crl.packed", base64(new byte[32])),
                "crl.revoked");
        bad(
                "list-packed-empty",
                "Only the plain form may be empty.",
                aLicense().drop("crl.revoked").set("crl.packed", ""),
                "crl.revoked");
        bad("list-without-number", "No number.", aLicense().drop("crl.number"), "crl.number");
    }

    static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private void times() {
        license(
                        "license-a-second-late",
                        "expired",
                        "validUntil was a second ago.",
                        aLicense().sign(LICENSE_A))
                .at("2027-01-01T00:00:01Z")
                .evidence("validUntil", Samples.VALID_UNTIL);
        license(
                        "license-a-century-late",
                        "expired",
                        "A file from a drawer.",
                        aLicense().sign(LICENSE_RSA))
                .at("2126-01-01T00:00:00Z");
        license(
                "license-over-before-it-began",
                "expired",
                "validUntil lies before issuedAt.",
                aLicense().set("validUntil", "2025-01-01T00:00:00Z").sign(LICENSE_A));
        license(
                        "activate-by-passed",
                        "expired",
                        "Valid, but it opens no new pool any more; without a state every pool is new.",
                        aLicense().set("activateBy", "2026-02-01T11:59:59Z").sign(LICENSE_A))
                .evidence("activateBy", "2026-02-01T11:59:59Z");
        license(
                        "license-400-days-and-a-second-ahead",
                        "not-yet-valid",
                        "More than 400 days ahead of now.",
                        aLicense().sign(LICENSE_A))
                .at("2024-11-26T23:59:59Z")
                .evidence("issuedAt", Samples.MADE);
        license(
                "license-of-the-year-9999",
                "not-yet-valid",
                "A stolen key would push the mark to the end of time.",
                aLicense()
                        .set("issuedAt", "9999-12-31T23:59:59Z")
                        .set("validUntil", "9999-12-31T23:59:59Z")
                        .sign(LICENSE_A));
        license(
                "license-not-yet-valid-and-expired",
                "not-yet-valid",
                "Both: the first check decides.",
                aLicense()
                        .set("issuedAt", "2030-01-01T00:00:00Z")
                        .set("validUntil", "2020-01-01T00:00:00Z")
                        .sign(LICENSE_A));
        license(
                        "license-expired-and-revoked",
                        "expired",
                        "Both: the first check decides.",
                        aLicense()
                                .set("crl.revoked", List.of(Samples.LICENSE_KEY_HASH))
                                .sign(LICENSE_A))
                .at("2030-01-01T00:00:00Z");
    }

    private void revoked() {
        license(
                        "revoked-by-its-own-list",
                        "revoked",
                        "The list in the file names its key.",
                        aLicense()
                                .set("crl.revoked", List.of(Samples.LICENSE_KEY_HASH))
                                .sign(LICENSE_A))
                .evidence("crlNumber", 7);
        license(
                "revoked-by-its-own-packed-list",
                "revoked",
                "The packed list names its key among others.",
                aLicense()
                        .drop("crl.revoked")
                        .set("crl.packed", GoodLicenses.packed("TEST0TEST1TEST2TEST3TEST4", "a", "b"))
                        .sign(LICENSE_A));
        license(
                "revoked-among-a-thousand",
                "revoked",
                "The longest plain list.",
                aLicense()
                        .set("crl.revoked", GoodLicenses.sorted(withKey(numbers(999))))
                        .sign(LICENSE_A));
        license(
                "revoked-by-its-first-16-bytes",
                "revoked",
                "A packed entry is 16 bytes of a hash; the rest of it does not count.",
                aLicense()
                        .set("licenseKeyHash", Samples.digest("a").substring(0, 32) + "0".repeat(32))
                        .drop("crl.revoked")
                        .set("crl.packed", GoodLicenses.packed("a"))
                        .sign(LICENSE_A));
    }

    private static String[] withKey(String... texts) {
        String[] more = java.util.Arrays.copyOf(texts, texts.length + 1);
        more[texts.length] = "TEST0TEST1TEST2TEST3TEST4";
        return more;
    }

    private void bad(String name, String description, Recipe recipe, String field) {
        license(name, MALFORMED, description, recipe.sign(LICENSE_A)).evidence("field", field);
    }
}
