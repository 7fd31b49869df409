"""A root shell inside, through a virtio port that only tests open: for looking, and for what site IT does at the console."""

import itertools
import re
import socket
import time

from . import waiting

_numbers = itertools.count(1)


class Shell:
    def __init__(self, path):
        self._socket = waiting.connected(socket.socket(socket.AF_UNIX), path, 30)
        self._rest = b""

    def run(self, command, seconds=60):
        """(exit status, output) of a command line."""
        mark = f"lab-{next(_numbers)}-{time.monotonic_ns()}"
        self._send(f"{{ {command}\n}} </dev/null 2>&1; s=$?; echo; echo {mark} $s\n")
        pattern = re.compile(rb"(.*?)\n?" + mark.encode() + rb" (\d+)\r?\n", re.DOTALL)
        end = time.monotonic() + waiting.bound(seconds)
        while not (found := pattern.search(self._rest)):
            self._receive(end, command)
        self._rest = self._rest[found.end() :]
        return int(found.group(2)), found.group(1).decode("utf-8", "replace").strip()

    def must(self, command, seconds=60):
        """The output of a command line that has to succeed."""
        status, output = self.run(command, seconds)
        if status != 0:
            raise AssertionError(f"inside, `{command}` ended with {status}: {output}")
        return output

    def hand_over(self, path, content):
        """Writes a file inside."""
        import base64

        text = base64.b64encode(content).decode()
        self.must(f"base64 -d >{path} <<'END'\n{text}\nEND")

    def close(self):
        self._socket.close()

    def _send(self, text):
        self._socket.settimeout(waiting.bound(60))
        self._socket.sendall(text.encode())

    def _receive(self, end, command):
        left = end - time.monotonic()
        if left <= 0:
            raise waiting.TimedOut(f"inside, `{command}` did not end in time; it said: {self._rest[-400:]!r}")
        self._socket.settimeout(left)
        try:
            piece = self._socket.recv(65536)
        except TimeoutError:
            return
        if not piece:
            raise AssertionError(f"the machine went away during `{command}`")
        self._rest += piece
