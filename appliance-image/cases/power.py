"""The power is cut while a program is being installed, on a disk with a cache of its own that loses what was not flushed."""

import contextlib
import os
import random
import subprocess
import time

from lab import machine
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
            box.shell.must("sgate check --product press", 240)
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
        for name, times in (("power cuts", 1), ("power cuts after the install was told", told)):
            bench.figures[name] = bench.figures.get(name, 0) + times


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
