package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.TrustDocuments.ROOT_D;
import static dev.sgate.station.TrustDocuments.bothOnAStick;
import static dev.sgate.station.TrustDocuments.five;
import static dev.sgate.station.TrustDocuments.fourToFive;
import static dev.sgate.station.TrustDocuments.sealed;
import static dev.sgate.station.TrustDocuments.six;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.RefusalCode;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trust documents that are not taken: the keys that count stay as they are. */
class TrustDocumentRefusedTest {
    private final TestSite site = new TestSite();

    /** Anybody can write the payload of an old document under other signatures. */
    @Test
    void anOldDocumentIsKnownByItsOwnSignaturesAlone() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        FakeVolume forged = stick().file("4.sgtrust", sealed(Samples.trust(), TestKeys.STRANGER))
                .plugged();

        VisitDriver.Visited visited = site.plugIn(forged);

        assertThat(visited.codes()).containsExactly(RefusalCode.UNKNOWN_KEY);
        assertThat(visited.visit().mayWrite()).isFalse();
        assertThat(forged.written).isEmpty();
    }

    @Test
    void aMissingVersionIsNamed() throws Exception {
        Map<String, Object> gap = five();
        gap.put("version", 6);
        VisitDriver.Visited visited = site.plugIn(
                stick().file("6.sgtrust", sealed(gap, ROOT_A, ROOT_B, ROOT_C)).plugged());

        assertThat(visited.codes()).containsExactly(RefusalCode.NOT_YET_VALID);
        assertThat(site.events("refused")).singleElement().asString().contains("missingVersion=5");
        assertThat(site.trustVersion()).isEqualTo(4);
    }

    /** Its roots are strangers here, so its code is that of a stranger; but site IT reads which version may be missing. */
    @Test
    void aDocumentWhoseRootsAreNotKnownYetSaysWhatItClaims() throws Exception {
        site.plugIn(stick().file("6.sgtrust", sealed(six(), ROOT_C, ROOT_D)).plugged());
        assertThat(site.events("refused"))
                .singleElement()
                .asString()
                .contains("\"code\":\"wrong-role\"", "heldVersion=4 claimedVersion=6");
        assertThat(site.trustVersion()).isEqualTo(4);
    }

    @Test
    void anotherDocumentOfTheSameVersionIsEquivocation() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        Map<String, Object> other = five();
        other.put("expires", "2031-01-01T00:00:00Z");
        VisitDriver.Visited visited = site.plugIn(
                stick().file("5.sgtrust", sealed(other, ROOT_A, ROOT_B, ROOT_C)).plugged());
        assertThat(visited.codes()).containsExactly(RefusalCode.EQUIVOCATION);
        assertThat(site.trustVersion()).isEqualTo(5);
    }

    @Test
    void aDocumentWithARemainderIsNotTaken() throws Exception {
        byte[] longer = Arrays.copyOf(fourToFive(), fourToFive().length + 1);
        VisitDriver.Visited visited =
                site.plugIn(stick().file("5.sgtrust", longer).plugged());
        assertThat(visited.codes()).containsExactly(RefusalCode.TRAILING_DATA);
        assertThat(site.trustVersion()).isEqualTo(4);
        assertThat(site.memory.trustDocuments()).isEmpty();
    }

    /** An old key that a thief has cannot help to sign the next document once it is revoked, even if that document forgives it. */
    @Test
    void aRevokedRootDoesNotCountForADocumentThatForgivesIt() throws Exception {
        Map<String, Object> five = five();
        TrustDocuments.revoke(five, "root-a");
        site.plugIn(
                stick().file("5.sgtrust", sealed(five, ROOT_A, ROOT_B, ROOT_C)).plugged());
        Map<String, Object> stolen = five();
        stolen.put("version", 6);
        stolen.put("revoked", List.of());
        TrustDocuments.name(stolen, ROOT_A, "root");
        TrustDocuments.drop(stolen, "root-c", "root");

        VisitDriver.Visited visited = site.plugIn(stick().file("6.sgtrust", sealed(stolen, ROOT_A, ROOT_B, ROOT_C))
                .plugged());

        assertThat(site.trustVersion()).isEqualTo(5);
        assertThat(visited.codes()).containsExactly(RefusalCode.WRONG_ROLE);
    }

    @Test
    void withoutAPinNoStickBringsItsOwnKeys() throws Exception {
        site.keyring = Keyring.nothing("nobody put a trust document in place");
        VisitDriver.Visited visited = site.plugIn(bothOnAStick());
        assertThat(visited.codes()).hasSize(3).containsOnly(RefusalCode.UNKNOWN_KEY);
        assertThat(site.memory.trustDocuments()).isEmpty();
        assertThatThrownBy(() -> site.trustVersion()).isInstanceOf(java.util.NoSuchElementException.class);
    }
}
