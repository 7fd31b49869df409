package dev.sgate.bench;

import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.license.lease.StoredLease;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.vectors.Samples;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A lease to sign and to verify. As a program of its own, in a fresh JVM: what the first and the second thousand verifications take. */
final class SampleLease {
    private static final int RUNS = 1000;

    final SigningKey key = SigningKey.newEd25519(new SecureRandom());
    final LeaseTerms terms = new LeaseTerms(
            new Kid("site-1"),
            Sha256.of(new byte[0]),
            UUID.randomUUID(),
            Instant.parse(Samples.MADE),
            Instant.parse(Samples.VALID_UNTIL),
            LeaseStatus.ACTIVE,
            List.of("base", "reports"));

    /** Prints p95 and the longest, in nanoseconds: of the first runs, and of as many after them. */
    public static void main(String[] arguments) {
        SampleLease sample = new SampleLease();
        LeaseKeyset keyset = LeaseKeyset.of(sample.terms.kid(), (Ed25519PublicKey) sample.key.publicKey());
        byte[] json = Payloads.toJson(Lease.issue(sample.terms, sample.key).toPayload());
        for (int part = 0; part < 2; part++) {
            double[] nanos = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                StoredLease lease = Samples.get(StoredLease.parse(json));
                long begun = System.nanoTime();
                Samples.get(lease.verify(keyset));
                nanos[run] = System.nanoTime() - begun;
            }
            Measured measured = new Measured(nanos);
            System.out.println(
                    measured.percentile(95) + " " + Arrays.stream(nanos).max().orElseThrow());
        }
    }
}
