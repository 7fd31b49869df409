"""The vendor's desk, on the host: makes what goes onto sticks and imports what comes back. Each thing is made once, when it is
first asked for, with the product's own command line. Any thread may ask."""

import datetime
import io
import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import threading

from . import disks

PRODUCT = "press"

# A small application: it runs until it is told to end. A release that is "broken" ends at once.
_APPLICATION = """#!/bin/sh
echo "press {version} begins"
{body}
"""
_RUNS = "trap 'exit 0' TERM\nwhile :; do sleep 1; done"


class Desk:
    """Its files lie in `folder`; `sgate` is the command line of the product (a checkout's launcher, or the desk package's)."""

    def __init__(self, folder, sgate):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._sgate = sgate
        self._made = {}
        self._one_at_a_time = threading.RLock()

    def trust(self):
        """The trust document that site IT puts onto the box."""
        return self._once("vendor.sgtrust", self._make_trust)

    def license(self, number=1, app=None, confirm=False, days=None):
        """A license bundle; with an update inside where `app` names a version. Number 2 is the next bundle of the same license.
        With `confirm` it is another one, to which a person on site must say yes; with `days` another one that ends so soon."""
        ends = f"-{days}d" if days else ""
        name = f"license-{number}{'-' + app if app else ''}{'-confirm' if confirm else ''}{ends}.sglic"
        return self._once(name, lambda file: self._make_license(file, number, app, confirm, days))

    def update(self, version, broken=False, mib=0, alive=2):
        """An update to this version. With `mib` it carries so much ballast, else it is small."""
        name = f"press-{version}{'-broken' if broken else ''}{f'-{mib}m' if mib else ''}.sgupd"
        return self._once(name, lambda file: self._make_update(file, version, broken, mib, alive))

    def sgate(self, version, image, broken=False):
        """An update of SGate itself: the program of this image as a release; a broken one lacks a library."""
        name = f"sgate-{version}{'-broken' if broken else ''}-{image.stat().st_mtime_ns}.sgupd"
        return self._once(name, lambda file: self._make_sgate(file, version, image, broken))

    def archive(self, version, mib=0):
        """What was packed into such an update."""
        return self.update(version, mib=mib).with_suffix(".tar.gz")

    def tampered(self, file):
        """The same file with one bit of its payload turned."""
        content = bytearray(pathlib.Path(file).read_bytes())
        at = content.index(b'"payload":"') + 60
        content[at] = ord("A") if content[at] != ord("A") else ord("B")
        return bytes(content)

    def imported(self, journals, case):
        """What the desk reports about these journals (name to content), as import-sync's JSON. Each case has its own ledger."""
        folder = self.folder / "back" / case
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "journals").mkdir(parents=True)
        for name, content in journals.items():
            (folder / "journals" / name).write_bytes(content)
        with self._one_at_a_time:
            self.license()
            shutil.copy(self.folder / "desk.db", folder / "desk.db")
        return json.loads(self._run("import-sync", "--json", "--ledger", folder / "desk.db", folder / "journals"))

    # --- how it is made

    def _once(self, name, make):
        with self._one_at_a_time:
            if name not in self._made:
                file = self.folder / name
                if not file.exists():
                    make(file)
                self._made[name] = file
            return self._made[name]

    def _run(self, *words):
        command = [str(word) for word in (*self._sgate, *words)]
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise AssertionError(f"sgate {words[0]} ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-800:]}")
        return done.stdout.decode()

    def _make_trust(self, file):
        for role in ("root", "license", "update"):
            self._run("keygen", "--role", role, "--id", f"{role}-1", "--out", self.folder)
        keys = [word for role in ("root", "license", "update") for word in (f"--{role}", self.folder / f"{role}-1.pub")]
        self._run("trust", "init", *keys, "--sign", self.folder / "root-1.pem", "--out", file)

    def _make_license(self, file, number, app, confirm, days):
        self.trust()
        if app or confirm or days:
            self.license()  # number 2 is the next bundle of the oldest license
        whose = ["--customer", "Example", "--product", PRODUCT]
        if number > 1:
            self.license(number - 1)
            listed = self._run("license", "list", "--json", "--ledger", self.folder / "desk.db").splitlines()
            whose = ["--license", json.loads(listed[0])["licenseId"]]
        terms = ["--confirm"] if confirm else []
        if days:
            ends = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
            terms += ["--valid-until", ends.strftime("%Y-%m-%dT%H:%M:%SZ")]
        inside = ["--update", self.update(app), "--trust", self.trust()] if app else []
        self._run(
            "export", "license", "--key", self.folder / "license-1.pem", "--ledger", self.folder / "desk.db",
            *whose, *terms, "--pool", "5", *inside, "--out", file)  # fmt: skip

    def _make_update(self, file, version, broken, mib, alive):
        self.trust()
        archive = self.folder / f"{file.stem}.tar.gz"
        text = _APPLICATION.format(version=version, body="exit 3" if broken else _RUNS)
        with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
            self._member(tar, "bin/press", text.encode(), 0o755)
            if mib:
                self._member(tar, "ballast", os.urandom(mib << 20), 0o644)
        self._run(
            "export", "update", "--key", self.folder / "update-1.pem", "--app", archive, "--run", "bin/press",
            "--product", PRODUCT, "--app-version", version, "--platform", "any",
            "--health-alive", str(alive), "--health-timeout", "300", "--out", file)  # fmt: skip

    def _make_sgate(self, file, version, image, broken):
        self.trust()
        program = self.folder / file.stem
        shutil.rmtree(program, ignore_errors=True)
        disks.root_files(image, "usr/share/sgate", program)
        if broken:
            listed = (program / "classpath").read_text(encoding="utf-8").splitlines()
            (program / "classpath").write_text("\n".join(jar for jar in listed if "camel-" not in jar) + "\n", encoding="utf-8")
        (program / "sgate.jar").chmod(0o755)  # an update's command is a program
        archive = self.folder / f"{file.stem}.tar.gz"
        with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
            for path in sorted(program.rglob("*")):
                tar.add(path, path.relative_to(program), recursive=False)
        shutil.rmtree(program)
        self._run(
            "export", "update", "--key", self.folder / "update-1.pem", "--app", archive, "--run", "sgate.jar",
            "--product", PRODUCT, "--name", "sgate", "--app-version", version, "--platform", "any",
            "--health-timeout", "600", "--out", file)  # fmt: skip

    @staticmethod
    def _member(tar, name, content, mode):
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        entry.mode = mode
        tar.addfile(entry, io.BytesIO(content))
