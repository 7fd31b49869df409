# A stick that lies, by the kernel's own protocol for file systems in a program (linux/fuse.h); it needs root and no library.
# One command a line on standard input, its words separated by a tab; one answer a line: "ok", or what went wrong.
#
#   insert DIRECTORY LIE SEED FILE...    mounts a stick with copies of these files, and one lie (see Lies)
#   state                                ok, then mounted or gone, then how often the lie was told
#   dump DIRECTORY                       writes what is on the stick into this folder
#   eject                                pulls it, whoever reads
import ctypes
import errno
import os
import random
import stat
import struct
import sys
import threading
import time

libc = ctypes.CDLL(None, use_errno=True)
NOSUID_NODEV_NOEXEC = 2 | 4 | 8
FORCE = 1
DETACH = 2
DIRECT_IO = 1
ROOT = 1
NO_REPLY = object()


def checked(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


class Node:
    def __init__(self, number, folder, mode):
        self.number, self.folder, self.mode = number, folder, mode
        self.data = bytearray()
        self.names = {}
        self.ours = False  # one of the files it was inserted with
        self.served = bytearray()  # a flag a block: it was read
        self.opened = 0
        self.twin = None  # what a second opening shows


class Refused(Exception):
    def __init__(self, number):
        self.number = number


class Lies:
    """What is wrong with this stick: each lie is a method that changes what is said about one of the files it was inserted with."""

    BLOCK = 4096

    def __init__(self, name, seed):
        self.name, self.random = name, random.Random(seed)
        self.told = 0
        self.part = self.random.random()  # where in a file it happens
        self.reads = 0
        self.listings = 0

    def size(self, node):
        if self.name == "shows-less" and node.ours:
            return int(len(node.data) * self.part)
        if self.name == "shows-more" and node.ours:
            return len(node.data) + 1 + int(100_000 * self.part)
        return len(node.data)

    def data(self, node, offset, size):
        """The bytes a read gets, or raises, or None for none ever."""
        data = node.data
        if not node.ours:
            return bytes(data[offset : offset + size])
        if self.name == "swapped-at-second-opening" and node.opened > 1 and node.twin is not None:
            self.told += 1
            data = node.twin
        part = bytearray(data[offset : offset + size])
        at = int(len(data) * self.part)
        again = self.again(node, offset, len(part))
        if self.name == "changes-after-first-read" and again and offset >= len(data) // 2:
            self.flip(part)
        elif self.name == "changes-while-read" and offset + len(part) > at and self.random.random() < 0.5:
            self.flip(part)
        elif self.name == "one-bit-is-wrong" and offset <= at < offset + len(part):
            part[at - offset] ^= 1 << self.random.randrange(8)
            self.told += 1
        elif self.name == "read-error" and offset + len(part) > at:
            self.told += 1
            raise Refused(errno.EIO)
        elif self.name == "shrinks" and offset + len(part) > at:
            self.told += 1
            part = part[: max(0, at - offset)]
        elif self.name == "grows" and offset + size > len(data):
            self.told += 1
            part += self.random.randbytes(size - len(part))
        elif self.name == "short-reads":
            self.told += 1
            part = part[: 1 + self.random.randrange(max(1, min(len(part), 5000)))]
        elif self.name == "hangs" and offset + len(part) > at:
            self.told += 1
            return None
        self.reads += 1
        return bytes(part)

    def again(self, node, offset, length):
        """Whether any of these bytes was read before."""
        node.served.extend(bytes(max(0, offset + length - len(node.served))))
        again = any(node.served[offset : offset + length])
        node.served[offset : offset + length] = b"\1" * length
        return again

    def flip(self, part):
        if part:
            self.told += 1
            part[self.random.randrange(len(part))] ^= 0xFF

    def delay(self, node):
        if self.name == "stalls-briefly" and node.ours and self.random.random() < 0.2:
            self.told += 1
            return 0.05 + 0.3 * self.random.random()
        return 0

    def stored(self, node, offset, data):
        """How many of the bytes written are taken; may change them."""
        if self.name in ("short-writes", "disk-short-writes"):
            self.told += 1
            return data[: 1 + self.random.randrange(len(data))]
        if self.name == "write-error" and offset + len(data) > 2000 * self.part:
            self.told += 1
            raise Refused(errno.EIO)
        if self.name == "full" and offset + len(data) > 2000 * self.part:
            self.told += 1
            raise Refused(errno.ENOSPC)
        if self.name == "stores-other-bytes":
            changed = bytearray(data)
            self.flip(changed)
            return bytes(changed)
        return data

    def hangs(self, where):
        """Whether this is the call that never comes back."""
        self.listings += where == "listed"
        hung = (
            (self.name == "hangs-when-listed" and where == "listed")
            or (self.name == "hangs-when-listed-again" and where == "listed" and self.listings > 2)
            or (self.name == "hangs-when-synced" and where == "synced")
        )
        self.told += hung
        return hung

    def sync(self):
        if self.name == "sync-error":
            self.told += 1
            raise Refused(errno.EIO)

    def rename(self):
        if self.name == "rename-error":
            self.told += 1
            raise Refused(errno.EIO)


class Stick:
    def __init__(self, directory, lies, paths):
        self.directory, self.lies = directory, lies
        self.nodes, self.next, self.lock = {}, 2, threading.Lock()
        self.nodes[ROOT] = Node(ROOT, True, 0o755)
        contents = []
        for path in paths:
            node = self.make(ROOT, os.path.basename(path), False, 0o644)
            node.data[:] = open(path, "rb").read()
            node.ours = True
            contents.append(node)
        for one, other in zip(contents, contents[1:] + contents[:1]):
            one.twin = other.data if other is not one else None
        self.device = os.open("/dev/fuse", os.O_RDWR)
        options = f"fd={self.device},rootmode=40000,user_id=0,group_id=0,allow_other"
        source = f"lying-{os.getpid()}-{time.monotonic_ns()}"
        os.makedirs(directory, exist_ok=True)
        checked(libc.mount(source.encode(), directory.encode(), b"fuse", NOSUID_NODEV_NOEXEC, options.encode()))
        self.gone = False
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def make(self, parent, name, folder, mode):
        node = Node(self.next, folder, mode)
        self.next += 1
        self.nodes[node.number] = node
        self.nodes[parent].names[name] = node.number
        return node

    def serve(self):
        while True:
            try:
                request = os.read(self.device, (1 << 20) + 4096)
            except OSError as trouble:
                if trouble.errno in (errno.EINTR, errno.EAGAIN, errno.ENOENT):
                    continue
                break  # unmounted
            self.handle(request)
        self.gone = True

    def handle(self, request):
        _, code, unique, number = struct.unpack_from("<IIQQ", request)
        body = request[40:]
        handler = self.CODES.get(code)
        delay = 0
        try:
            if handler is None:
                raise Refused(errno.ENOSYS)
            if code == 15:
                delay = self.lies.delay(self.nodes[number])
            answer = handler(self, number, body)
            if answer is NO_REPLY:
                return
            reply = struct.pack("<IiQ", 16 + len(answer), 0, unique) + answer
        except Refused as refused:
            reply = struct.pack("<IiQ", 16, -refused.number, unique)
        except KeyError:
            reply = struct.pack("<IiQ", 16, -errno.ENOENT, unique)
        if delay:
            threading.Timer(delay, self.send, (reply,)).start()
        else:
            self.send(reply)

    def send(self, reply):
        try:
            os.write(self.device, reply)
        except OSError:
            pass  # whoever asked is gone

    def attributes(self, node):
        size = 4096 if node.folder else self.lies.size(node)
        mode = (stat.S_IFDIR if node.folder else stat.S_IFREG) | node.mode
        links = 2 if node.folder else 1
        return struct.pack("<6Q10I", node.number, size, (size + 511) // 512, 0, 0, 0, 0, 0, 0, mode, links, 0, 0, 0, 4096, 0)

    def entry(self, node):
        return struct.pack("<4QII", node.number, 1, 0, 0, 0, 0) + self.attributes(node)

    def init(self, _, body):
        major, minor, ahead, _ = struct.unpack_from("<4I", body)
        return struct.pack("<4IHHIIHHI7I", 7, min(minor, 31), 0, 0, 16, 12, 1 << 17, 1, 32, 0, 0, *[0] * 7)

    def child(self, number, name):
        return self.nodes[self.nodes[number].names[name]]

    @staticmethod
    def text(raw):
        return raw.split(b"\0")[0].decode("utf-8", "surrogateescape")

    def lookup(self, number, body):
        return self.entry(self.child(number, self.text(body)))

    def getattr(self, number, _):
        return struct.pack("<QII", 0, 0, 0) + self.attributes(self.nodes[number])

    def setattr(self, number, body):
        valid, _, _, size = struct.unpack_from("<IIQQ", body)
        mode = struct.unpack_from("<I", body, 68)[0]
        node = self.nodes[number]
        if valid & 1:
            node.mode = mode & 0o7777
        if valid & 8:
            node.data[:] = node.data[:size].ljust(size, b"\0")
        return self.getattr(number, body)

    def open(self, number, _):
        self.nodes[number].opened += 1
        return struct.pack("<QII", number, DIRECT_IO, 0)

    def opendir(self, number, _):
        return struct.pack("<QII", number, 0, 0)

    def create(self, number, body):
        _, mode, umask = struct.unpack_from("<3I", body)
        node = self.make(number, self.text(body[16:]), False, mode & 0o7777 & ~umask)
        return self.entry(node) + self.open(node.number, body)

    def mkdir(self, number, body):
        mode, umask = struct.unpack_from("<2I", body)
        return self.entry(self.make(number, self.text(body[8:]), True, mode & 0o7777 & ~umask))

    def read(self, number, body):
        _, offset, size = struct.unpack_from("<QQI", body)
        data = self.lies.data(self.nodes[number], offset, size)
        return NO_REPLY if data is None else data

    def write(self, number, body):
        _, offset, size = struct.unpack_from("<QQI", body)
        node = self.nodes[number]
        data = self.lies.stored(node, offset, body[40 : 40 + size])
        node.data.extend(bytes(max(0, offset - len(node.data))))
        node.data[offset : offset + len(data)] = data
        return struct.pack("<II", len(data), 0)

    def readdir(self, number, body):
        if self.lies.hangs("listed"):
            return NO_REPLY
        _, offset, size = struct.unpack_from("<QQI", body)
        out = b""
        node = self.nodes[number]
        names = [(".", number), ("..", ROOT), *node.names.items()]
        for position, (name, inode) in list(enumerate(names))[offset:]:
            raw = name.encode("utf-8", "surrogateescape")
            one = struct.pack("<QQII", inode, position + 1, len(raw), 0) + raw
            one += bytes(-len(one) % 8)
            if len(out) + len(one) > size:
                break
            out += one
        return out

    def unlink(self, number, body):
        del self.nodes[number].names[self.text(body)]
        return b""

    def rename(self, number, body, at=8):
        target = struct.unpack_from("<Q", body)[0]
        old, new = (raw.decode("utf-8", "surrogateescape") for raw in body[at:].split(b"\0")[:2])
        self.lies.rename()
        self.nodes[target].names[new] = self.nodes[number].names.pop(old)
        return b""

    def rename2(self, number, body):
        return self.rename(number, body, 16)

    def fsync(self, *_):
        if self.lies.hangs("synced"):
            return NO_REPLY
        self.lies.sync()
        return b""

    def statfs(self, *_):
        return struct.pack("<5Q4I6I", 1 << 16, 1 << 15, 1 << 15, 1 << 16, 1 << 15, 4096, 255, 4096, 0, *[0] * 6)

    def nothing(self, *_):
        return b""

    def silent(self, *_):
        return NO_REPLY

    CODES = {
        1: lookup, 2: silent, 3: getattr, 4: setattr, 9: mkdir, 10: unlink, 11: unlink, 12: rename, 14: open, 15: read, 16: write,
        17: statfs, 18: nothing, 20: fsync, 25: nothing, 26: init, 27: opendir, 28: readdir, 29: nothing, 30: fsync, 34: nothing,
        35: create, 36: silent, 38: nothing, 42: silent, 45: rename2, 50: fsync,
    }

    def eject(self):
        if self.device < 0:
            return
        if not self.gone:
            # whoever waits for an answer gets an error
            libc.umount2(self.directory.encode(), FORCE | DETACH)
        self.thread.join(5)
        os.close(self.device)
        self.device = -1

    def state(self):
        return f"{'gone' if self.gone else 'mounted'}\t{self.lies.told}"

    def dump(self, folder):
        os.makedirs(folder, exist_ok=True)
        for name, number in self.nodes[ROOT].names.items():
            with open(os.path.join(folder, name), "wb") as out:
                out.write(self.nodes[number].data)


stick = None
for line in sys.stdin:
    words = line.rstrip("\n").split("\t")
    try:
        answer = ""
        if words[0] == "insert":
            stick = Stick(words[1], Lies(words[2], int(words[3])), words[4:])
        elif words[0] == "eject" and stick is not None:
            stick.eject()
        elif words[0] == "dump":
            stick.dump(words[1])
        elif words[0] == "state":
            answer = "\t" + stick.state()
        print("ok" + answer, flush=True)
    except OSError as trouble:
        print(f"{words[0]}: {trouble.strerror} ({trouble.errno})", flush=True)
