"""A stick that is pulled out at each phase of its visit. The box says what happened and goes on; the same stick, plugged in again,
brings everything to its end."""

from lab.bench import CASES, Case, check

from .visits import accepted

# The line after which it is pulled, how many seconds later, and whether CI tries it.
_POINTS = [
    ("at-once", None, 0.0, False),
    ("before-it-is-mounted", None, 0.8, False),
    ("when-it-is-seen", "stick seen", 0.0, False),
    ("before-the-first-file", "files to check", 0.0, False),
    ("in-the-first-file", "files to check", 0.7, False),
    ("in-the-copy", "license in force", 0.3, False),
    ("late-in-the-copy", "license in force", 2.5, True),
    ("when-the-release-is-made", "making the release ready", 0.0, False),
    ("in-probation", "release started", 0.0, False),
    ("when-it-is-installed", "release installed", 0.0, False),
    ("before-the-journal", "release installed", 0.4, False),
    ("when-the-journal-is-written", "journal is on the stick", 0.0, True),
    ("when-the-receipt-is-written", "receipt is on the stick", 0.0, False),
    ("when-it-is-safe", "safe to unplug", 0.0, False),
]


def _pulled(line, seconds):
    def run(bench):
        with bench.warm() as box:
            box.monitor.do("object-add", qom_type="throttle-group", id="usual", limits={"bps-total": 1_000_000})
            files = {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0", mib=3)}
            one = bench.stick("exfat", files)
            mark = box.console.mark()
            box.plug(one, blockers=[("throttle", {"throttle-group": "usual"})])
            if line:
                box.console.await_line(line, mark, 300)
            box.shell.run(f"sleep {seconds}")
            box.pull(one)
            bench.healthy(box)
            bench.visit(box, one, 300)
            bench.healthy(box)
            bench.running(box, "1.0.0")
            bench.licensed(box)
        check(set(bench.outcomes(one)) == {"license.sglic", "update.sgupd"}, bench.outcomes(one))
        bench.whole(one)
        accepted(bench.came_home(one))

    return run


for _name, _line, _seconds, _smoke in _POINTS:
    _about = f"pulled {_name.replace('-', ' ')}; plugged in again, all is done"
    CASES.append(Case(f"pulled-{_name}", _about, smoke=_smoke, cold=False, run=_pulled(_line, _seconds)))
