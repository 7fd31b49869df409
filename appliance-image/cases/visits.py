"""Visits as they should be: each kind of stick, each kind of file."""

from lab.bench import case, check


def accepted(report):
    """The desk took the journals of a case, and had nothing to complain of."""
    counts = {name: report[name] for name in ("accepted", "rejected", "parked", "forked", "backDated")}
    check(counts.pop("accepted") > 0 and not any(counts.values()), "the desk says:", counts)


def _visits(box, mark, number):
    """Since then there were so many visits: a pull begins none."""
    seen = sum("stick seen" in line for line in box.console.since(mark))
    check(seen == number, "visits:", seen, "instead of", number)


def first_console_says(box, sentence):
    """What stands on tty1, for whoever has no browser."""
    status, screen = box.shell.run(f"(for i in $(seq 100); do grep -aq '{sentence}' /dev/vcs1 && exit 0; sleep 0.2; done; fold -w 80 /dev/vcs1; false)", 120)
    check(status == 0, "the first console says:", " ".join(screen.split()))


@case("a license on FAT32 without a partition table; journal read back and imported", smoke=True)
def license_on_fat32(bench):
    with bench.warm() as box:
        one = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        mark = box.console.mark()
        bench.visit(box, one)
        bench.healthy(box)
        _visits(box, mark, 1)
        first_console_says(box, "The license is in force.")
        bench.licensed(box)
        box.shell.must("sgate check --product press && sgate status", 240)
    check(bench.outcomes(one)["license.sglic"] == ("applied", None), bench.outcomes(one))
    bench.whole(one)
    accepted(bench.came_home(one))


@case("a license with the program inside, on FAT32 in a partition")
def program_on_fat32_in_partition(bench):
    with bench.warm() as box:
        one = bench.stick("partition", {"license.sglic": bench.desk.license(1, "1.0.0")})
        bench.visit(box, one, 300)
        bench.healthy(box)
        bench.running(box, "1.0.0")
    check(bench.outcomes(one)["license.sglic"][0] == "applied", bench.outcomes(one))
    bench.whole(one)
    accepted(bench.came_home(one))


@case("a license and an update on exFAT", smoke=True)
def license_and_update_on_exfat(bench):
    with bench.warm() as box:
        one = bench.stick("exfat", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0")})
        bench.visit(box, one, 300)
        bench.healthy(box)
        bench.running(box, "1.0.0")
    check({result for result, _ in bench.outcomes(one).values()} == {"applied"}, bench.outcomes(one))
    bench.whole(one)
    accepted(bench.came_home(one))


@case("an update on ext4, and the next version on the next stick", smoke=True)
def updates_on_ext4(bench):
    with bench.warm() as box:
        first = bench.stick("ext4", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0")})
        second = bench.stick("ext4", {"update.sgupd": bench.desk.update("1.1.0")})
        bench.visit(box, first, 300)
        bench.running(box, "1.0.0")
        bench.visit(box, second, 300)
        bench.running(box, "1.1.0")
        bench.healthy(box)
    for one in (first, second):
        bench.whole(one)
    accepted(bench.came_home(first, second))


@case("an update that crashes: the release before it runs again", smoke=True)
def crashing_update(bench):
    with bench.warm() as box:
        good = bench.stick("fat32", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0")})
        bad = bench.stick("fat32", {"update.sgupd": bench.desk.update("1.1.0", broken=True)})
        bench.visit(box, good, 300)
        bench.visit(box, bad, 300)
        bench.running(box, "1.0.0")
        bench.healthy(box)
    check(bench.outcomes(bad)["update.sgupd"][1] == "health-check-failed", bench.outcomes(bad))
    accepted(bench.came_home(good, bad))


@case("a license with one bit turned: refused, and not one byte of the stick is changed", smoke=True)
def tampered_file(bench):
    with bench.warm() as box:
        one = bench.stick("fat32", {"license.sglic": bench.desk.tampered(bench.desk.license())})
        before = one.path.read_bytes()
        lines = bench.visit(box, one)
        bench.healthy(box)
        said = box.shell.must("systemctl show -P StatusText sgate.service")
    check(any("code=bad-signature" in line for line in lines), "no line says bad-signature")
    check("license for press valid" not in said, "the product is licensed all the same")
    check(one.path.read_bytes() == before, "the stick was written to")


@case("a stick of a stranger: holiday pictures get nothing written beside them")
def stick_of_a_stranger(bench):
    with bench.warm() as box:
        one = bench.stick("exfat", {"IMG_0001.JPG": bytes(300_000)})
        before = one.path.read_bytes()
        bench.visit(box, one)
        bench.healthy(box)
    check(one.path.read_bytes() == before, "the stick was written to")


@case("a stick with SGATE-RETURN alone takes the journal home")
def journal_on_request(bench):
    with bench.warm() as box:
        first = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        second = bench.stick("exfat", {"SGATE-RETURN": b""})
        bench.visit(box, first)
        bench.visit(box, second)
    accepted(bench.came_home(second))


@case("one stick plugged in and pulled out a hundred times")
def hundred_insertions(bench):
    with bench.warm() as box:
        one = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        mark = box.console.mark()
        for _ in range(100):
            bench.visit(box, one)
        bench.healthy(box)
        _visits(box, mark, 100)
        left = box.shell.run("systemctl list-units --all --no-legend 'sgate-stick@*' 'sgate-write@*' | wc -l")[1]
    check(int(left) <= 2, "units that were left behind:", left)
    bench.whole(one)
    bench.receipt(one)
    accepted(bench.came_home(one))
