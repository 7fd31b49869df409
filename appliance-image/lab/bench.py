"""A run of cases, several side by side: the image, the vendor's material, one warm snapshot, and what each case came to."""

import copy
import dataclasses
import json
import pathlib
import re
import shutil
import subprocess
import threading
import time
import traceback

from . import console, machine, stick, vendor


@dataclasses.dataclass
class Case:
    name: str
    about: str
    smoke: bool
    cold: bool
    run: object


CASES = []


def case(about, smoke=False, cold=False):
    """Makes a function of the bench a case; its name is the function's, with hyphens. `smoke`: CI tries it; `cold`: it begins with
    switching a box on, and needs no warm one."""

    def keep(function):
        CASES.append(Case(function.__name__.replace("_", "-"), about, smoke, cold, function))
        return function

    return keep


def check(holds, *what):
    """A case fails here, with these words."""
    if not holds:
        raise AssertionError(" ".join(str(word) for word in what))


class WarmDisk:
    """The disk of the warm box, one for a run: the first case that needs it makes it, once."""

    def __init__(self, path):
        self._path = path
        self._making = threading.Lock()
        self._trouble = None  # why there is none: it is not tried again

    def made(self, make):
        """Where it is; `make` makes it there, unless it is there already."""
        with self._making:
            check(self._trouble is None, "there is no warm box:", self._trouble)
            if not self._path.exists():
                try:
                    make(self._path)
                except BaseException as failure:
                    self._trouble = failure
                    raise
            return self._path


class Bench:
    """Each case has one of its own, with a folder and sticks of its own; all else is that of the run."""

    def __init__(self, image, folder, sgate, pictures=None):
        self.image = pathlib.Path(image)
        self.folder = pathlib.Path(folder)
        self.pictures = pictures
        self.desk = vendor.Desk(self.folder / "desk", sgate)
        self._kept = self.folder / "results.json"
        kept = json.loads(self._kept.read_text(encoding="utf-8")) if self._kept.exists() else {}
        self.results = kept.get("results", {})
        self.figures = kept.get("figures", {})
        self._warm = WarmDisk(self.folder / "warm.qcow2")
        self._counting = threading.Lock()
        self._case = self.folder
        self._sticks = 0

    def _at(self, folder):
        mine = copy.copy(self)
        mine._case = folder
        mine._sticks = 0
        return mine

    # --- boxes

    def fresh_disk(self, name="box", gib=2):
        """A disk of this size as it was written, never started."""
        disk = self._case / f"{name}.qcow2"
        disk.unlink(missing_ok=True)
        subprocess.run(
            ["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", str(self.shipped()), str(disk), f"{gib}G"],
            check=True,
        )
        return disk

    def shipped(self):
        """The image under test; nobody writes to it."""
        return self.image / "sgate-appliance.img"

    def cold(self, disk, name="box", **options):
        """Switches a box on and waits until its service takes sticks."""
        box = machine.Machine(self._case, self.image, disk, name=name, **options)
        try:
            box.await_shell()
            self._figure("boot to ready", self.await_ready(box))
        except BaseException:
            box.cut()
            raise
        return box

    def introduced_disk(self, path):
        """The disk of the warm box as a raw file: as it was at that moment, so the next start is one after a power cut."""
        words = ["-l", "snapshot.name=warm", "-O", "raw", str(self._warm_disk()), str(path)]
        subprocess.run(["qemu-img", "convert", *words], check=True)
        return path

    def warm(self):
        """The box as it was when it had started for the first time and was told whom to trust; some seconds later."""
        disk = self._case / "warm.qcow2"
        shutil.copy(self._warm_disk(), disk)
        return machine.Machine(self._case, self.image, disk, snapshot="warm")

    @staticmethod
    def await_ready(box, mark=0, seconds=420):
        """Until the service said that it takes sticks; the moment by the box's clock."""
        return console.inside(box.console.await_line(r"Started sgate\.service", mark, seconds)[1])

    def introduce(self, box):
        """What site IT does before the box goes to its place: puts the vendor's trust document there."""
        box.shell.hand_over("/etc/sgate/trust.sgtrust", self.desk.trust().read_bytes())
        box.shell.must("cd /etc/sgate && chown root:root trust.sgtrust && chmod 0644 trust.sgtrust")
        mark = box.console.mark()
        box.shell.must("systemctl restart sgate.service", 420)
        self.await_ready(box, mark)

    def _warm_disk(self):
        return self._warm.made(self._at(self.folder)._make_warm)

    def _make_warm(self, path):
        disk = self.fresh_disk("first")
        with machine.Machine(self.folder, self.image, disk, name="first") as box:
            box.await_shell()
            self._figure("boot to ready", self.await_ready(box))
            self.introduce(box)
            box.shell.must("sync")
            box.save("warm")
        disk.rename(path)

    # --- sticks

    def stick(self, kind, files, mib=48):
        """A stick of this kind ("fat32", "partition", "exfat", "ext4") with these files: name to bytes or to a file on the host."""
        self._sticks += 1
        return stick.KINDS[kind](self._case / f"stick-{self._sticks}.img", files, mib)

    def visit(self, box, a_stick, seconds=180, **options):
        """Plugs in, waits until it is safe to unplug, pulls. The console's lines of the visit."""
        mark = box.console.mark()
        plugged = float(box.shell.must("cut -d ' ' -f 1 /proc/uptime"))
        box.plug(a_stick, **options)
        _, seen = box.console.await_line("stick seen", mark, seconds)
        _, done = box.console.await_line("safe to unplug", mark, seconds)
        box.pull(a_stick)
        self._figure("plug to first sign of life", console.inside(seen) - plugged)
        self._figure("plug to receipt and safe to unplug", console.inside(done) - plugged)
        return box.console.since(mark)

    def _figure(self, name, seconds):
        with self._counting:
            self.figures.setdefault(name, []).append(seconds)

    def count(self, name, times):
        """Adds so many to a figure that counts."""
        with self._counting:
            self.figures[name] = self.figures.get(name, 0) + times

    # --- what is left behind

    def receipt(self, a_stick):
        """The one receipt on a stick."""
        receipts = a_stick.receipts()
        check(len(receipts) == 1, "receipts on the stick:", len(receipts))
        return receipts[0]

    def outcomes(self, a_stick):
        """File to (result, code) as the receipt says."""
        return {o["file"]: (o["result"], o.get("code")) for o in self.receipt(a_stick)["outcomes"]}

    def whole(self, a_stick):
        """The stick's file system has no fault."""
        complaints = a_stick.complaints()
        check(not complaints, a_stick.kind, "is damaged:", complaints[:400])

    def came_home(self, *sticks):
        """Imports the journals of these sticks at the desk; its report."""
        journals = {f"{s.label}-{name}": s.read(name) for s in sticks for name in s.journals()}
        check(journals, "no journal on the stick")
        return self.desk.imported(journals, self._case.name)

    def healthy(self, box):
        """The box is as it should be when no stick is in: nothing mounted, nothing stuck, the service up and answering."""
        mounted = "grep -q ' /run/sgate/media/.' /proc/self/mountinfo"
        status, _ = box.shell.run(f"for i in $(seq 150); do {mounted} || break; sleep 0.2; done; {mounted}", 120)
        check(status != 0, "a stick that was pulled half a minute ago is still mounted")
        box.shell.must("systemctl is-active sgate.service")
        stuck = box.shell.run("ps -eo stat,args | awk '$1 ~ /^D/' | grep -v '\\['")[1]
        check(stuck == "", "a process hangs:", stuck)
        faults = [line for line in box.console.since(0) if "code=internal" in line]
        check(not faults, "the service met a fault of its own:", *faults)

    def licensed(self, box, how="valid"):
        """The service says of itself how the license stands. (A command of ours would take as long as a whole visit here.)"""
        # until it has noticed that a stick is gone, it speaks of that stick
        says = "systemctl show -P StatusText sgate.service"
        so = f"{says} | grep -q 'license for press {how}'"
        status, _ = box.shell.run(f"for i in $(seq 100); do {so} && break; sleep 0.2; done; {so}", 120)
        check(status == 0, "the service says:", box.shell.must(says))

    def running(self, box, version):
        """This version of the application runs."""
        folder = box.shell.must("readlink -f /var/lib/sgate/apps/press/current")
        check(f"/{version}-" in folder, "current is", folder, "not", version)
        # after a start the service is ready before the application is
        runs = f"pgrep -f {folder}/bin/press >/dev/null"
        status, _ = box.shell.run(f"for i in $(seq 300); do {runs} && break; sleep 0.2; done; {runs}", 120)
        check(status == 0, "the application does not run:", folder)

    # --- running them

    def keep(self, one, outcome, seconds, reason):
        """Remembers what a case came to, also for a run that goes on with this one."""
        self.results[one.name] = (outcome, seconds, reason)
        kept = {"results": self.results, "figures": dict(self.figures)}
        self._kept.write_text(json.dumps(kept, indent=1), encoding="utf-8")

    def attempt(self, one):
        """(outcome, seconds, reason). In any thread."""
        place = self.folder / one.name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        began = time.monotonic()
        try:
            one.run(self._at(place))
            outcome, reason = "ok", ""
        except Exception as failure:  # whatever it is, the other cases go on
            (place / "failure").write_text(traceback.format_exc(), encoding="utf-8")
            outcome, reason = "FAILED", re.sub(r"\s+", " ", str(failure))[:300]
        seconds = time.monotonic() - began
        for disk in place.glob("*.qcow2"):
            disk.unlink()
        if outcome == "ok":
            for image in place.glob("*.img"):
                image.unlink()
        return outcome, seconds, reason
