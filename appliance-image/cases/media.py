"""Sticks that are not as they should be."""

import struct

from lab.bench import case, check
from lab.page import Page

from .visits import accepted


# Every read of these sectors fails, as those of a worn-out stick.
def _bad_sectors(*sectors):
    rules = [{"event": "none", "iotype": "read", "errno": 5, "sector": sector} for sector in sectors]
    return ("blkdebug", {"inject-error": rules})


@case("a write-protected stick: the license counts, the log says why there is no receipt", smoke=True)
def write_protected(bench):
    with bench.warm() as box:
        one = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        before = one.path.read_bytes()
        lines = bench.visit(box, one, read_only=True)
        bench.healthy(box)
        bench.licensed(box)
    check(any("license in force" in line for line in lines), "the license was not taken")
    check(any("receipt could not be written" in line for line in lines), "no line says that there is no receipt")
    check(one.path.read_bytes() == before, "the stick was written to")


@case("bad sectors below the update: it is refused as unreadable, the license beside it counts", smoke=True)
def bad_sectors(bench):
    with bench.warm() as box:
        one = bench.stick("fat32", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0", mib=2)})
        first = one.sector_of("update.sgupd")
        lines = bench.visit(box, one, 300, blockers=[_bad_sectors(first + 1500, first + 1501)])
        bench.healthy(box)
    check(any("code=read-error" in line for line in lines), "no line says read-error")
    outcomes = bench.outcomes(one)
    check(outcomes["license.sglic"][0] == "applied", outcomes)
    check(outcomes["update.sgupd"][1] == "read-error", outcomes)


@case("bad sectors where the table of files lies: a line says so, nothing hangs")
def bad_sectors_in_the_table(bench):
    with bench.warm() as box:
        one = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        mark = box.console.mark()
        box.plug(one, blockers=[_bad_sectors(*range(32, 64))])
        box.console.await_line(r"sgate.*(read-error|not taken|not mounted|could not)|I/O error", mark, 240)
        box.pull(one)
        bench.healthy(box)
        again = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        bench.visit(box, again)
    bench.receipt(again)


@case("a slow stick: 200 kB a second, three megabytes")
def slow_stick(bench):
    with bench.warm() as box:
        box.monitor.do("object-add", qom_type="throttle-group", id="slow", limits={"bps-total": 200_000})
        one = bench.stick("exfat", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0", mib=3)})
        mark = box.console.mark()
        box.plug(one, blockers=[("throttle", {"throttle-group": "slow"})])
        box.console.await_line("safe to unplug", mark, 600)
        box.pull(one)
        bench.healthy(box)
        bench.running(box, "1.0.0")
    check({result for result, _ in bench.outcomes(one).values()} == {"applied"}, bench.outcomes(one))
    bench.whole(one)


@case("two sticks at once: each has its receipt", smoke=True)
def two_sticks(bench):
    with bench.warm() as box:
        first = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        second = bench.stick("exfat", {"update.sgupd": bench.desk.update("1.0.0")})
        mark = box.console.mark()
        box.plug(first)
        box.plug(second)
        _, line = box.console.await_line("safe to unplug", mark, 300)
        rest = box.console.since(mark)
        after = mark + rest.index(line) + 1
        box.console.await_line("safe to unplug", after, 300)
        box.pull(first)
        box.pull(second)
        bench.healthy(box)
        bench.running(box, "1.0.0")
    for one in (first, second):
        check({result for result, _ in bench.outcomes(one).values()} == {"applied"}, bench.outcomes(one))
        bench.whole(one)
    accepted(bench.came_home(first, second))


@case("a stick formatted as NTFS: never mounted, and log and page say so", smoke=True)
def unknown_file_system(bench):
    one = bench.stick("fat32", {})
    with open(one.path, "r+b") as image:
        image.write(_ntfs())
    _not_readable(bench, one, "ntfs", "It is formatted as NTFS.")


@case("a stick with nothing on it: log and page say so")
def nothing_on_it(bench):
    one = bench.stick("fat32", {})
    with open(one.path, "r+b") as image:
        image.write(bytes(one.path.stat().st_size))
    _not_readable(bench, one, "nothing", "It is not formatted, or it is damaged.")


def _not_readable(bench, one, found, sentence):
    before = one.path.read_bytes()
    with bench.warm() as box:
        mark = box.console.mark()
        box.plug(one)
        box.console.await_line(f"not read here.*found={found} ", mark, 60)
        page = Page(box).shows(sentence)
        check("Safe to unplug" in page, "the page does not say that it is safe to unplug")
        mounted = box.shell.run("grep ' /run/sgate/media/.' /proc/self/mountinfo")[1]
        check(" - tmpfs sgate-unreadable:" in mounted and "/dev/" not in mounted, "it was mounted:", mounted)
        box.pull(one)
        bench.healthy(box)
        good = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        bench.visit(box, good)
        bench.licensed(box)
    check(one.path.read_bytes() == before, "the stick was written to")


def _ntfs():
    """The first 16 kB of an NTFS of 48 MB: what tells it from others, and no more."""
    sectors, sectors_a_cluster, table = 48 << 11, 8, 1
    boot = bytearray(512)
    boot[0:11] = b"\xebR\x90NTFS    "
    struct.pack_into("<HB", boot, 11, 512, sectors_a_cluster)
    boot[21] = 0xF8
    struct.pack_into("<QQQbxxxb", boot, 40, sectors - 1, table, 2, -10, 1)
    boot[510:512] = b"\x55\xaa"
    records = (b"FILE" + bytes(1020)) * 4
    start = bytes(boot) + bytes(table * sectors_a_cluster * 512 - len(boot)) + records
    return start + bytes((16 << 10) - len(start))
