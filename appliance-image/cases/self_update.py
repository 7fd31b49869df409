"""SGate itself comes by stick: a release of it that works stays, one that ends at its start gives way."""

from lab.bench import case, check


def _runs_from(box):
    """The release that the daemon runs from; nothing for the package's."""
    daemon = box.shell.must("systemctl show -P MainPID sgate.service")
    return box.shell.run(f"tr '\\0' '\\n' </proc/{daemon}/cmdline | sed -n 's/^-Dsgate.self.runs=//p'")[1]


@case("an update of SGate itself: the good one runs, the broken one gives way to it, and licenses are as they were")
def update_of_sgate_itself(bench):
    with bench.warm() as box:
        first = bench.stick("fat32", {"license.sglic": bench.desk.license()})
        bench.visit(box, first)
        good = bench.stick("exfat", {"sgate.sgupd": bench.desk.sgate("2.0.0", bench.shipped())}, mib=96)
        mark = box.console.mark()
        box.plug(good)
        box.console.await_line("release installed and healthy.*version=2.0.0", mark, 900)
        box.console.await_line("safe to unplug", mark, 300)
        box.pull(good)
        check(_runs_from(box).startswith("2.0.0-"), "the daemon runs from", _runs_from(box) or "its package")

        bad = bench.stick("exfat", {"sgate.sgupd": bench.desk.sgate("3.0.0", bench.shipped(), broken=True)}, mib=96)
        mark = box.console.mark()
        box.plug(bad)
        box.console.await_line("release 3.0.0-.* did not stay up", mark, 900)
        box.console.await_line("code=health-check-failed", mark, 600)
        box.console.await_line("safe to unplug", mark, 300)
        box.pull(bad)
        check(_runs_from(box).startswith("2.0.0-"), "the daemon runs from", _runs_from(box) or "its package")
        bench.healthy(box)
        bench.licensed(box)
    # the daemon was started anew, and looked at the stick once more
    check(bench.outcomes(bad)["sgate.sgupd"][1] in ("health-check-failed", "quarantined"), bench.outcomes(bad))
