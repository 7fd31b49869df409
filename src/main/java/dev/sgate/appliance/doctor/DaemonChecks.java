package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.appliance.http.ServiceTerms;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether the daemon runs, and can be asked. */
final class DaemonChecks {
    private DaemonChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "daemon-down",
                        "whether a daemon has the state",
                        "no stick is served and nobody is answered; applications that run go on",
                        DaemonChecks::down),
                Check.broken(
                        "daemon-stuck",
                        "whether the daemon answers on its socket",
                        "it has the state and does no work, so sticks may wait for nothing",
                        DaemonChecks::stuck),
                Check.broken(
                        "lease-port-taken",
                        "who listens on the address of lease.listen",
                        "applications that ask for leases are answered by somebody else",
                        DaemonChecks::portTaken),
                Check.broken(
                        "lease-closed",
                        "whether the daemon listens on the address of lease.listen",
                        "applications cannot renew their leases, and stop when those run out",
                        DaemonChecks::closed));
    }

    private static Finding down(Box box) throws IOException, CannotTell {
        box.requireState();
        return faultIf(
                !box.pulse().holdsTheState(),
                "the appliance does not run on " + box.state(),
                "start it: `systemctl start sgate`, or `sgate run` in a checkout; its log says why it ended");
    }

    private static Finding stuck(Box box) throws IOException, CannotTell {
        box.requireState();
        return faultIf(
                box.pulse().holdsTheState() && !box.pulse().answers(),
                "the appliance runs and does not answer on " + box.settings().socket() + " within 5 s",
                "ask again if it was started this minute; look for the socket in the log; else `systemctl restart sgate`");
    }

    private static Finding portTaken(Box box) throws IOException {
        Optional<ServiceTerms> terms = box.settings().lease().service();
        if (terms.isEmpty()) {
            return Finding.HEALTHY;
        }
        LeaseAddress address = new LeaseAddress(terms.get().listen());
        boolean strange = box.pulse().holdsTheState()
                ? address.isAnothers(box.settings().lease().leasing().tenant())
                : address.isOpen();
        return faultIf(
                strange,
                "another program listens on " + address,
                "find it with `ss -ltnp`, and end it or set another lease.listen");
    }

    private static Finding closed(Box box) throws IOException {
        Optional<ServiceTerms> terms = box.settings().lease().service();
        if (terms.isEmpty() || !box.pulse().holdsTheState()) {
            return Finding.HEALTHY;
        }
        LeaseAddress address = new LeaseAddress(terms.get().listen());
        return faultIf(
                !address.isOpen(),
                "nobody listens on " + address + ", though the appliance runs",
                "see that the machine has this address (`ip address`), and under systemd that IPAddressAllow= names the"
                        + " network (`systemctl edit sgate`); or set another lease.listen");
    }
}
