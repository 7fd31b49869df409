"""A box's disk on the host, while no box uses it."""

import contextlib
import json
import pathlib
import tempfile

from .stick import tool


@contextlib.contextmanager
def state_of(image):
    """The state partition of a raw disk image, put in order as a start does it, mounted for a moment. The image is changed."""
    table = json.loads(tool("sfdisk", "--json", image))["partitiontable"]
    part = next(part for part in table["partitions"] if part.get("name") == "sgate-state")
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
