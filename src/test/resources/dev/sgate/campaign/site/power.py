# Mounts, unmounts, and takes the power from a mounted file system. One command a line on standard input, its words separated by a
# tab; one answer a line: "ok", or what went wrong. It stays, because starting a program for each costs more than a cut does.
#
#   cut DIRECTORY                            the file system stops at once; what was not synced is lost
#   mount DEVICE DIRECTORY TYPE FLAGS DATA   as mount(2)
#   unmount DIRECTORY FLAGS                  as umount2(2)
#   clone FILE COPY                          a copy of this moment, sharing its blocks (xfs)
import ctypes
import fcntl
import os
import struct
import sys

SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN
NO_LOG_FLUSH = struct.pack("I", 2)
CLONE = 0x40049409  # FICLONE
libc = ctypes.CDLL(None, use_errno=True)


def checked(result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def cut(directory):
    held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.ioctl(held, SHUTDOWN, NO_LOG_FLUSH)
    finally:
        os.close(held)


def mount(device, directory, kind, flags, data):
    checked(libc.mount(device.encode(), directory.encode(), kind.encode(), ctypes.c_ulong(int(flags)), data.encode()))


def unmount(directory, flags):
    checked(libc.umount2(directory.encode(), int(flags)))


def clone(file, copy):
    with open(file, "rb") as source, open(copy, "wb") as target:
        fcntl.ioctl(target.fileno(), CLONE, source.fileno())


commands = {"cut": cut, "mount": mount, "unmount": unmount, "clone": clone}
for line in sys.stdin:
    words = line.rstrip("\n").split("\t")
    try:
        commands[words[0]](*words[1:])
        print("ok", flush=True)
    except OSError as trouble:
        print(f"{words[0]}: {trouble.strerror} ({trouble.errno})", flush=True)
