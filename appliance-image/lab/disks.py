"""A box's disk on the host, while no box uses it."""

import contextlib
import json
import pathlib
import shutil
import tempfile

from .stick import tool


def _partition(image, name):
    table = json.loads(tool("sfdisk", "--json", image))["partitiontable"]
    return next(part for part in table["partitions"] if part.get("name") == name)


def root_files(image, folder, place):
    """Copies a folder of the system partition out of a raw disk image."""
    with tempfile.TemporaryDirectory() as work:
        root = pathlib.Path(work) / "root"
        offset = _partition(image, "sgate-root")["start"] * 512
        tool("unsquashfs", "-quiet", "-no-progress", "-offset", offset, "-dest", root, image, folder)
        shutil.move(root / folder, place)


@contextlib.contextmanager
def state_of(image):
    """The state partition of a raw disk image, put in order as a start does it, mounted for a moment. The image is changed."""
    part = _partition(image, "sgate-state")
    where = ["--offset", part["start"] * 512, "--sizelimit", part["size"] * 512]
    device = tool("losetup", "-f", "--show", *where, image).decode().strip()
    try:
        tool("e2fsck", "-p", device, well=(0, 1))
        with tempfile.TemporaryDirectory() as place:
            tool("mount", "-t", "ext4", "-o", "nosuid,nodev,noexec", device, place)
            try:
                yield pathlib.Path(place)
            finally:
                tool("umount", place)
    finally:
        tool("losetup", "-d", device)
