"""The power is cut while a program is being installed, on a disk with a cache of its own that loses what was not flushed."""

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import tarfile
import time

from lab import disks, machine
from lab.bench import case, check
from lab.waiting import until


@contextlib.contextmanager
def _volatile(bench, disk):
    """A server for the disk that keeps what is written in its memory until it is told to flush. Killed, it forgets."""
    socket = disk.with_suffix(".sock")
    socket.unlink(missing_ok=True)
    server = subprocess.Popen(
        ["nbdkit", "-f", "-U", str(socket), "--filter=cache", "file", str(disk), "cache=writeback"],
        stdin=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        until("nbdkit", 30, socket.exists)
        yield server, f"nbd+unix:///?socket={socket}"
    finally:
        server.kill()
        server.wait()


def _box(bench, address, name, plugged=()):
    return machine.Machine(bench.folder / name, bench.image, address, plugged=plugged)


def _cut_and_look(bench, name, cuts, seed=1):
    dice = random.Random(seed)
    disk = bench.introduced_disk(bench.folder / name / "disk.raw")
    version = "1.0.0"
    one = bench.stick("fat32", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update(version)})
    for cut in range(cuts + 1):
        with _volatile(bench, disk) as (server, address), _box(bench, address, name, [one] if one else []) as box:
            box.await_shell()
            bench.await_ready(box)
            if one:
                # what the cut stopped is brought to its end by the same stick, which is still in
                box.console.await_line("safe to unplug", 0, 600)
                box.pull(one)
            bench.running(box, version)
            bench.licensed(box)
            bench.healthy(box)
            _no_damage(box)
            if cut == cuts:
                return
            version = f"1.0.{cut + 1}"
            one = bench.stick("exfat", {"update.sgupd": bench.desk.update(version, mib=4)})
            mark = box.console.mark()
            box.plug(one)
            line = dice.choice(["files to check", "making the release ready", "release started", "release installed"])
            box.console.await_line(line, mark, 300)
            time.sleep(dice.random() * 1.5)
            box.console.note(f"power cut {cut + 1}, after: {line}")
            # What was told must have been kept: then the box has to go on without the stick.
            told = any("release installed and healthy" in said for said in box.console.since(mark))
            server.kill()
            box.cut()
            if told:
                one = None
        for what, times in (("power cuts", 1), ("power cuts after the install was told", told)):
            bench.count(what, times)


def _no_damage(box):
    """Neither the database nor the file system says that it was damaged."""
    said = box.shell.run("journalctl -b --no-pager -p err -g 'state-rebuilt|state-older|damaged|EXT4-fs error'")[1]
    check("damaged" not in said and "rebuilt" not in said and "EXT4-fs error" not in said, said)


@case("power cut once in an install; the stick stays in", smoke=True)
def power_cut(bench):
    _cut_and_look(bench, "power-cut", 1, seed=int(os.environ.get("SGATE_LAB_SEED", "1")))


@case("power cut in twenty-five installs, one after the other, on one disk")
def power_cuts(bench):
    _cut_and_look(bench, "power-cuts", int(os.environ.get("SGATE_LAB_CUTS", "25")), seed=2)


@case("what a power cut would have left, at thirty moments of two installs: judged on the host, nothing is started from it")
def images_of_power_cuts(bench):
    folder = bench.folder / "images-of-power-cuts"
    disk = bench.introduced_disk(folder / "disk.raw")
    files = {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0")}
    second = {"update.sgupd": bench.desk.update("1.1.0", mib=4)}
    taken = []
    with _volatile(bench, disk) as (server, address), _box(bench, address, "images-of-power-cuts") as box:
        box.await_shell()
        bench.await_ready(box)
        bench.visit(box, bench.stick("fat32", files), 600)
        mark = box.console.mark()
        one = bench.stick("exfat", second)
        box.plug(one)
        box.console.await_line("stick seen", mark, 300)
        while len(taken) < 30 and not any("safe to unplug" in line for line in box.console.since(mark)):
            told = any("release installed and healthy" in line for line in box.console.since(mark))
            image = folder / f"moment-{len(taken)}.raw"
            os.kill(server.pid, signal.SIGSTOP)
            try:
                subprocess.run(["cp", "--sparse=always", str(disk), str(image)], check=True)
            finally:
                os.kill(server.pid, signal.SIGCONT)
            taken.append((image, told))
            time.sleep(0.3)
        box.console.await_line("safe to unplug", mark, 600)
        box.pull(one)
    for image, told in taken:
        _intact(bench, image, {"1.1.0": 4} if told else {"1.0.0": 0, "1.1.0": 4})
        image.unlink()
    bench.figures["images of power cuts"] = len(taken)
    check(len(taken) >= 5, "moments:", len(taken))


def _intact(bench, image, allowed):
    """State and application on this disk are whole, and the application is one of these versions (version to MiB of ballast)."""
    with disks.state_of(image) as state:
        check((state / "machine-id").stat().st_size == 33, "no machine id on", image.name)
        # writable_schema: an sqlite3 before 3.44 cannot read one of the views, and need not
        question = "pragma writable_schema = on; pragma integrity_check"
        said = subprocess.run(
            ["sqlite3", str(state / "sgate" / "sgate.db"), question], capture_output=True, text=True, check=False)
        check(said.stdout.strip() == "ok", image.name, "database:", said.stdout, said.stderr)
        current = (state / "sgate" / "apps" / "press" / "current").readlink()
        version = current.name.rsplit("-", 1)[0]
        check(version in allowed, image.name, "current is", version, "and may be", list(allowed))
        release = state / "sgate" / "apps" / "press" / current
        with tarfile.open(bench.desk.archive(version, allowed[version])) as packed:
            for member in packed.getmembers():
                there = hashlib.sha256((release / member.name).read_bytes()).hexdigest()
                check(there == hashlib.sha256(packed.extractfile(member).read()).hexdigest(), image.name, member.name, "is damaged")
