"""One virtual machine: the box. The host only switches it on, plugs, pulls and cuts the power."""

import base64
import contextlib
import itertools
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

from . import console, qmp, shell, waiting

_HERE = pathlib.Path(__file__).resolve().parent
_numbers = itertools.count(1)
_power = threading.Lock()
_running = set()
_over = threading.Event()

# What a test machine has and the shipped image has not. It comes from outside, as systemd credentials in firmware strings, so
# that the image under test is the one that is shipped; the shipped boot entry does not listen to such strings.
_EXTRAS = {
    "systemd.extra-unit.lab-shell.service": "lab-shell.service",
    "systemd.unit-dropin.multi-user.target~lab": "wants-lab-shell.conf",
    **{
        f"systemd.unit-dropin.{unit}.service~lab": "slow-machine.conf"
        for unit in ("sgate", "sgate-stick@", "sgate-write@", "sgate-app@", "sgate-app-probe@")
    },
}


def all_off():
    """Cuts the power of each machine, for good: what is done with it fails, and no other one starts."""
    with _power:
        _over.set()
        for process in _running:
            process.kill()


class Machine:
    """Starts when it is made. `folder` keeps the console's log; `disk` is a qcow2 file or an nbd address; with `card` it has a
    network card, whose wire leads nowhere."""

    def __init__(self, folder, image, disk, snapshot=None, name="box", firmware=False, card=False, plugged=()):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        # Not below `folder`: the path of a socket has 107 characters at most.
        self._sockets = pathlib.Path(tempfile.mkdtemp(prefix="sgate-lab-"))
        self.sticks = {}
        command = self._command(image, disk, snapshot, firmware, card)
        self._errors = open(pathlib.Path(folder) / f"{name}.qemu", "ab")
        # In a session of its own: an interrupt ends the driver, and the driver ends it.
        with _power:
            if _over.is_set():
                raise RuntimeError("the run is over")
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=self._errors, stderr=self._errors, start_new_session=True)
            _running.add(self._process)
        try:
            self.console = console.Console(self._sockets / "console", pathlib.Path(folder) / f"{name}.log")
            self.monitor = qmp.Monitor(self._sockets / "monitor")
            self.shell = shell.Shell(self._sockets / "shell")
        except BaseException:
            self.cut()
            raise
        self.console.note("power on" if snapshot is None else f"goes on from the snapshot {snapshot}")
        for stick in plugged:
            self.plug(stick)
        self.monitor.do("cont")

    def await_shell(self, seconds=300):
        """Until the shell inside is there, some seconds into the start."""
        self.console.await_line("lab shell is there", 0, seconds)

    # --- sticks

    def plug(self, stick, blockers=(), read_only=False):
        """Plugs a stick in. `blockers` are block driver layers around its file: ("blkdebug", options) and the like."""
        name = f"stick{next(_numbers)}"
        node = {"driver": "file", "filename": str(stick.path), "node-name": f"{name}-file", "read-only": read_only}
        self.monitor.do("blockdev-add", **node)
        top = f"{name}-file"
        for number, (driver, options) in enumerate(blockers):
            layer = f"{name}-{number}"
            below = "image" if driver == "blkdebug" else "file"
            common = {"driver": driver, "node-name": layer, "read-only": read_only}
            self.monitor.do("blockdev-add", **common, **{below: top}, **options)
            top = layer
        self.monitor.do("blockdev-add", **{"driver": "raw", "node-name": name, "file": top, "read-only": read_only})
        self.console.note(f"{stick.label} plugged in")
        self.monitor.do(
            "device_add", driver="usb-storage", id=name, bus="xhci.0", drive=name, removable=True, serial=stick.serial)
        self.sticks[stick] = (name, len(blockers))

    def pull(self, stick):
        """Pulls a stick out, whatever the box is doing; then its file can be read."""
        name, layers = self.sticks.pop(stick)
        self.console.note(f"{stick.label} pulled out")
        self.monitor.do("device_del", id=name)
        self.monitor.await_event("DEVICE_DELETED", device=name)
        for node in [name, *(f"{name}-{number}" for number in reversed(range(layers))), f"{name}-file"]:
            self._forget(node)

    def _forget(self, node):
        def gone():
            try:
                self.monitor.do("blockdev-del", node_name=node)
                return True
            except qmp.MonitorError:
                return False

        waiting.until(f"{node} to be closed", 20, gone, pause=0.05)

    # --- power

    def cut(self):
        """The power is gone, now. What the disk's own cache holds is lost only where the disk is such a one."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        with _power:
            _running.discard(self._process)
        for part in ("console", "monitor", "shell"):
            with contextlib.suppress(AttributeError):
                getattr(self, part).close()
        self._errors.close()
        shutil.rmtree(self._sockets, ignore_errors=True)

    def switch_off(self, seconds=120):
        """The power button."""
        self.console.note("power button")
        self.monitor.do("system_powerdown")
        self._process.wait(waiting.bound(seconds))
        self.cut()

    def save(self, name):
        self.monitor.do("stop")
        self.monitor.human(f"savevm {name}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut()

    # --- how it is made

    def _command(self, image, disk, snapshot, firmware, card):
        places = self._sockets
        # Software emulation unless somebody says that KVM works here: a machine may have /dev/kvm and not be able to use it.
        # Emulated, the box's clock counts instructions: on a busy host its time goes slower, and nothing in it runs into a limit.
        kvm = os.environ.get("SGATE_LAB_ACCEL") == "kvm"
        clock = [] if kvm else ["-icount", "shift=2"]
        drive = f"if=none,id=disk,file={disk},cache=writeback,format={'raw' if str(disk).startswith('nbd') else 'qcow2'}"
        command = [
            "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-M", "q35", *clock,
            "-accel", "kvm" if kvm else "tcg,thread=single,tb-size=512", "-cpu", "host" if kvm else "qemu64", "-m", "1024",
            "-display", "none", "-no-reboot", "-S",
            "-drive", drive, "-device", "virtio-blk-pci,drive=disk,serial=box,bootindex=1",
            "-device", "virtio-rng-pci", "-device", "qemu-xhci,id=xhci", "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=shell,path={places}/shell,server=on,wait=off",
            "-device", "virtserialport,chardev=shell,name=lab.shell",
            "-chardev", f"socket,id=console,path={places}/console,server=on,wait=off", "-serial", "chardev:console",
            "-qmp", f"unix:{places}/monitor,server=on,wait=off",
        ]  # fmt: skip
        for name, file in _EXTRAS.items():
            content = base64.b64encode((_HERE / "inside" / file).read_bytes()).decode()
            command += ["-smbios", f"type=11,value=io.systemd.credential.binary:{name}={content}"]
        if card:
            command += ["-netdev", "hubport,id=lan,hubid=0", "-device", "e1000e,netdev=lan,romfile="]
        if firmware:
            return [*command, "-bios", "/usr/share/ovmf/OVMF.fd"]
        line = (image / "cmdline").read_text(encoding="utf-8").strip()
        line += " console=ttyS0 systemd.show_status=0"
        line += " no_timer_check"  # on a busy host the emulated timer is late, and the kernel takes it for broken
        line += " systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info"
        command += ["-kernel", str(image / "vmlinuz"), "-initrd", str(image / "initrd"), "-append", line]
        if snapshot is not None:
            command += ["-loadvm", snapshot]
        return command
