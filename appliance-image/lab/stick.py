"""Sticks: images made and read on the host with the file systems' own tools, while no box has them."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

_ENVIRONMENT = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "MTOOLS_SKIP_CHECK": "1", "LC_ALL": "C.UTF-8"}


def tool(*words, well=(0,), **options):
    """The standard output of a program that has to succeed, by one of these exit statuses."""
    done = subprocess.run([str(word) for word in words], capture_output=True, env=_ENVIRONMENT, check=False, **options)
    if done.returncode not in well:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


class Stick:
    """A stick of one kind. Its serial number is its own, as real ones' are."""

    kind = ""

    def __init__(self, path, files, mib=48):
        self.path = pathlib.Path(path)
        self.label = self.path.stem
        self.serial = f"SITE-{self.label}"
        with open(self.path, "wb") as image:
            image.truncate(mib << 20)
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                if isinstance(content, bytes):
                    (pathlib.Path(folder) / name).write_bytes(content)
                else:
                    shutil.copy(content, pathlib.Path(folder) / name)
            self._make(pathlib.Path(folder))

    def receipts(self):
        """The receipts on it, each as its JSON."""
        return [json.loads(self.read(name)) for name in self.names() if re.fullmatch(r"sgate-receipt-[0-9a-f]{8}\.json", name)]

    def journals(self):
        """The names of the journals on it."""
        return sorted(name for name in self.names() if re.fullmatch(r"journal-\d{8}(-\d+)?\.sgsync", name))

    def sector_of(self, name):
        """The first sector of the image that holds this file's content, counted from its beginning; content must be its own."""
        return self.path.read_bytes().index(self.read(name)[:4096]) // 512


class Fat32(Stick):
    """FAT32 without a partition table."""

    kind = "FAT32"
    _at = ""

    def _make(self, folder):
        tool("mkfs.vfat", "-F", "32", "-s", "1", "-n", "SITEKEY", self.path)
        self._fill(folder)

    def _fill(self, folder):
        for file in sorted(folder.iterdir()):
            tool("mcopy", "-m", "-i", self._image(), file, "::")

    def _image(self):
        return f"{self.path}{self._at}"

    def names(self):
        return [line.removeprefix("::/") for line in tool("mdir", "-b", "-i", self._image(), "::").decode().splitlines()]

    def read(self, name):
        return tool("mcopy", "-n", "-i", self._image(), f"::{name}", "-")

    def put(self, name, content):
        tool("mcopy", "-o", "-i", self._image(), "-", f"::{name}", input=content)

    def complaints(self):
        """What the file system's own checker says, nothing if it is whole."""
        with self._volume() as volume:
            done = subprocess.run(["fsck.vfat", "-n", volume], capture_output=True, env=_ENVIRONMENT, check=False)
            return "" if done.returncode == 0 else done.stdout.decode()

    @contextlib.contextmanager
    def _volume(self):
        yield self.path


class Fat32InPartition(Fat32):
    """FAT32 in the first partition, as shops sell them."""

    kind = "FAT32 in a partition"
    _at = "@@1M"

    def _make(self, folder):
        blocks = (self.path.stat().st_size - (1 << 20)) // 1024
        tool("sfdisk", "--quiet", self.path, input=b"start=2048,type=c\n")
        with tempfile.NamedTemporaryFile() as volume:
            volume.truncate(blocks * 1024)
            tool("mkfs.vfat", "-F", "32", "-s", "1", "-n", "SITEKEY", volume.name)
            tool("dd", f"if={volume.name}", f"of={self.path}", "bs=1M", "seek=1", "conv=notrunc,sparse")
        self._fill(folder)

    @contextlib.contextmanager
    def _volume(self):
        with tempfile.NamedTemporaryFile() as volume:
            tool("dd", f"if={self.path}", f"of={volume.name}", "bs=1M", "skip=1", "conv=sparse")
            yield volume.name


class Mounted(Stick):
    """One whose content is reached by a loop device of our own, which is let go again at once."""

    @contextlib.contextmanager
    def _mounted(self):
        device = tool("losetup", "-f", "--show", self.path).decode().strip()
        try:
            with tempfile.TemporaryDirectory() as place:
                tool(*self._mount, device, place)
                try:
                    yield pathlib.Path(place)
                finally:
                    tool("umount", place)
        finally:
            tool("losetup", "-d", device)

    def _make(self, folder):
        tool(*self._format, self.path)
        with self._mounted() as place:
            for file in sorted(folder.iterdir()):
                shutil.copy(file, place / file.name)

    def names(self):
        with self._mounted() as place:
            return sorted(file.name for file in place.iterdir())

    def read(self, name):
        with self._mounted() as place:
            return (place / name).read_bytes()

    def put(self, name, content):
        with self._mounted() as place:
            (place / name).write_bytes(content)

    def complaints(self):
        done = subprocess.run([*self._check, str(self.path)], capture_output=True, env=_ENVIRONMENT, check=False)
        return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


class ExFat(Mounted):
    kind = "exFAT"
    _format = ("mkfs.exfat", "-L", "SITEKEY")
    _mount = ("mount.exfat-fuse",)
    _check = ("fsck.exfat", "-n")


class Ext4(Mounted):
    kind = "ext4"
    _format = ("mke2fs", "-q", "-t", "ext4", "-L", "SITEKEY", "-F")
    _mount = ("mount", "-t", "ext4", "-o", "nosuid,nodev,noexec")
    _check = ("e2fsck", "-fn")


KINDS = {"fat32": Fat32, "partition": Fat32InPartition, "exfat": ExFat, "ext4": Ext4}
