package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Recipe.aTrust;
import static dev.sgate.vectors.Samples.role;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static dev.sgate.vectors.TestKeys.STRANGER;

import dev.sgate.seal.Sealer.NamedKey;
import java.util.List;
import java.util.Map;

/** Trust documents that may not follow the one that is held (THREATS U3, U8). */
final class TrustFlaws extends Catalogue {

    private static final String MALFORMED = "malformed";

    TrustFlaws() {
        versions();
        signers();
        documents();
    }

    private void versions() {
        follows("trust-one-older", "superseded", "The version before the held one.", 3);
        follows("trust-version-0", "superseded", "The oldest there can be.", 0);
        trust(
                "trust-older-with-new-key",
                "superseded",
                "Old numbers stay old, whatever they bring.",
                aTrust().set("version", 2)
                        .set("keys.license-z", TestKeys.entry(STRANGER))
                        .sign(ROOT_A, ROOT_B));
        trust(
                "trust-same-version-other-date",
                "equivocation",
                "The held version with another expiry.",
                aTrust().set("version", 4)
                        .set("expires", "2029-01-01T00:00:00Z")
                        .sign(ROOT_A, ROOT_B));
        trust(
                "trust-same-version-other-key",
                "equivocation",
                "The held version with one key more.",
                aTrust().set("version", 4)
                        .set("keys.license-z", TestKeys.entry(STRANGER))
                        .sign(ROOT_A, ROOT_B));
        trust(
                "trust-same-version-written-again",
                "equivocation",
                "The same members with one space more: another identity.",
                aTrust().set("version", 4)
                        .payloadText("add a space", text -> text + " ")
                        .sign(ROOT_A, ROOT_B));
        follows("trust-gap-of-one", "not-yet-valid", "Version 5 is missing between.", 6)
                .evidence("missingVersion", 5);
        follows("trust-far-ahead", "not-yet-valid", "The largest version (THREATS U3).", 9007199254740991L)
                .evidence("missingVersion", 5);
    }

    private Draft follows(String name, String expect, String description, long version) {
        return trust(name, expect, description, aTrust().set("version", version).sign(ROOT_A, ROOT_B));
    }

    private void signers() {
        NamedKey fresh = TestKeys.ed25519("root-d");
        NamedKey freshToo = TestKeys.ed25519("root-e");
        trust("trust-by-one-root", "wrong-role", "One of the two roots that are needed.", aTrust().sign(ROOT_A))
                .evidence("role", "root");
        trust("trust-by-the-license-key", "wrong-role", "A known key that is no root.", aTrust().sign(LICENSE_A));
        trust(
                "trust-by-strangers",
                "unknown-key",
                "Signed by roots that only it knows.",
                replaced(fresh, freshToo).sign(fresh, freshToo));
        trust(
                "trust-by-old-roots-alone",
                "wrong-role",
                "Its own new roots have not signed.",
                replaced(fresh, freshToo).sign(ROOT_A, ROOT_B));
        trust(
                "trust-by-one-of-its-own",
                "wrong-role",
                "One of its own two roots has not signed.",
                aTrust().set("keys.root-d", TestKeys.entry(fresh))
                        .set("roles.root", role(2, "root-a", "root-d"))
                        .sign(ROOT_A, ROOT_B));
        trust(
                "trust-bit-flipped",
                "bad-signature",
                "One bit of its payload.",
                aTrust().sign(ROOT_A, ROOT_C)
                        .envelope(
                                "flip a bit of the payload's byte 60",
                                Recipe.change(
                                        "payload",
                                        text -> base64(OddSignatures.flipped(
                                                java.util.Base64.getDecoder().decode(text), 60)))));
        trust(
                "trust-rubbish-by-strangers",
                "unknown-key",
                "Where roots are held they are asked first: nothing of a stranger's document is parsed.",
                aTrust().payloadText("replace by {{{", text -> "{{{").sign(STRANGER));
        trust(
                "trust-by-a-root-that-it-revokes",
                "revoked-key",
                "It revokes the roots that signed it.",
                aTrust().set("revoked", List.of("license-2023", "update-2023", "license-2021", "root-a", "root-b"))
                        .sign(ROOT_A, ROOT_B));
    }

    private static Recipe replaced(NamedKey root, NamedKey another) {
        return aTrust().set("keys.root-d", TestKeys.entry(root))
                .set("keys.root-e", TestKeys.entry(another))
                .set("roles.root", role(2, "root-d", "root-e"));
    }

    private void documents() {
        bad(
                "trust-not-json",
                "A document that its roots signed and that is none.",
                aTrust().payloadText("replace by {{{", text -> "{{{"),
                "json");
        bad(
                "trust-one-key-under-two-ids",
                "One public key under two ids could be two signatures.",
                aTrust().set("keys.license-z", TestKeys.entry(LICENSE_A)),
                "keys.license-z");
        bad(
                "trust-unknown-id-in-role",
                "A role names a key that is not there.",
                aTrust().set("roles.license", role(1, "license-a", "license-z")),
                "roles.license");
        bad(
                "trust-threshold-over-keys",
                "Three of two.",
                aTrust().set("roles.update", role(3, "update-a", "update-b")),
                "roles.update");
        bad(
                "trust-threshold-over-distinct-keys",
                "Two of one that is named twice.",
                aTrust().set("roles.update", role(2, "update-a", "update-a")),
                "roles.update");
        bad(
                "trust-threshold-zero",
                "Nobody needed.",
                aTrust().set("roles.update", role(0, "update-a")),
                "roles.update.threshold");
        bad(
                "trust-role-without-keys",
                "Nobody's role has a threshold over its keys.",
                aTrust().set("roles.license", role(1)),
                "roles.license");
        bad(
                "trust-root-in-another-role",
                "Roots sign trust documents and nothing else.",
                aTrust().set("roles.license", role(1, "license-a", "root-c")),
                "roles.license");
        bad(
                "trust-without-update-role",
                "All three roles must be there.",
                aTrust().drop("roles.update"),
                "roles.update");
        bad(
                "trust-key-id-a-path",
                "Key ids are names.",
                aTrust().set("keys", withKey("../license", TestKeys.entry(STRANGER))),
                "keys.../license");
        bad(
                "trust-product-with-dot",
                "Products have no dots.",
                aTrust().set("keys.update-beacon.products", List.of("beacon.pro")),
                "keys.update-beacon.products");
        trust(
                "trust-critical-unknown",
                "unsupported-version",
                "A field that must be understood and is not.",
                aTrust().set("critical", List.of("keys", "witnesses")).sign(ROOT_A, ROOT_B));
    }

    private static Map<String, Object> withKey(String id, Map<String, Object> key) {
        Map<String, Object> keys = Samples.in(Samples.trust(), "keys");
        keys.put(id, key);
        return keys;
    }

    private void bad(String name, String description, Recipe recipe, String field) {
        trust(name, MALFORMED, description, recipe.sign(ROOT_A, ROOT_B)).evidence("field", field);
    }
}
