package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The trust documents that follow the version 4 which a test site pinned. */
final class TrustDocuments {
    static final NamedKey ROOT_D = TestKeys.ed25519("root-d");
    static final NamedKey NEW_LICENSE = TestKeys.ed25519("license-new");
    static final NamedKey NEW_UPDATE = TestKeys.ed25519("update-new");

    private TrustDocuments() {}

    /** Version 5: a new key of each kind, roots b and c instead of a and b. */
    static Map<String, Object> five() {
        Map<String, Object> five = Samples.trust();
        five.put("version", 5);
        name(five, NEW_LICENSE, "license");
        name(five, NEW_UPDATE, "update");
        name(five, ROOT_C, "root");
        drop(five, "root-a", "root");
        return five;
    }

    /** Version 6: license-a is revoked and not named any more, and neither of the roots of version 4 is there. */
    static Map<String, Object> six() {
        Map<String, Object> six = five();
        six.put("version", 6);
        name(six, ROOT_D, "root");
        drop(six, "root-b", "root");
        drop(six, "license-a", "license");
        revoke(six, "license-a");
        return six;
    }

    /** Names a key in this role. */
    static void name(Map<String, Object> trust, NamedKey key, String role) {
        Samples.in(trust, "keys").put(key.kid().value(), TestKeys.entry(key));
        List<Object> keys = keysOf(trust, role);
        if (!keys.contains(key.kid().value())) {
            keys.add(key.kid().value());
        }
    }

    /** Names it no more, and revokes nothing. */
    static void drop(Map<String, Object> trust, String kid, String role) {
        Samples.in(trust, "keys").remove(kid);
        keysOf(trust, role).remove(kid);
        Samples.in(Samples.in(trust, "roles"), role).put("threshold", role.equals("root") ? 2 : 1);
    }

    /** The ids in this role, to be changed. */
    static List<Object> keysOf(Map<String, Object> trust, String role) {
        Map<String, Object> of = Samples.in(Samples.in(trust, "roles"), role);
        List<Object> keys = new ArrayList<>((List<?>) of.get("keys"));
        of.put("keys", keys);
        return keys;
    }

    static void revoke(Map<String, Object> trust, String kid) {
        List<Object> revoked = new ArrayList<>((List<?>) trust.get("revoked"));
        revoked.add(kid);
        trust.put("revoked", revoked);
    }

    static byte[] sealed(Map<String, Object> trust, NamedKey... by) {
        return Sealer.seal(PayloadType.TRUST, trust, List.of(by));
    }

    /** Version 5, signed as version 4 asks. */
    static byte[] fourToFive() {
        return sealed(five(), ROOT_A, ROOT_B, ROOT_C);
    }

    /** Version 6, signed as version 5 asks. */
    static byte[] fiveToSix() {
        return sealed(six(), ROOT_B, ROOT_C, ROOT_D);
    }

    /** Versions 5 and 6, and a license of the new key. */
    static FakeVolume bothOnAStick() {
        return stick().licensesSignedBy(NEW_LICENSE)
                .license()
                .file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged();
    }
}
