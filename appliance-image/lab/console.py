"""The serial console: every line with the moment it came, kept in a file as evidence."""

import re
import socket
import threading
import time

from . import waiting

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def inside(line):
    """When a line was written, in seconds since the start by the box's own clock."""
    return float(re.search(r"\[ *(\d+\.\d+)\]", line).group(1))


class Console:
    """Reads in a thread of its own; `mark` and `await_line` may be called by any one thread."""

    def __init__(self, path, log):
        self._socket = waiting.connected(socket.socket(socket.AF_UNIX), path, 30)
        self._log = open(log, "a", encoding="utf-8")
        self._began = time.monotonic()
        self._lines = []
        self._ended = False
        self._more = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def mark(self):
        """A place in the log: what comes later is behind it."""
        with self._more:
            return len(self._lines)

    def since(self, mark):
        """The lines behind a mark."""
        with self._more:
            return [text for _, text in self._lines[mark:]]

    def await_line(self, pattern, mark, seconds):
        """(moment, line) of the first line behind the mark that has the pattern; the moment is of time.monotonic()."""
        end = time.monotonic() + waiting.bound(seconds)
        at = mark
        with self._more:
            while True:
                while at < len(self._lines):
                    moment, text = self._lines[at]
                    if re.search(pattern, text):
                        return moment, text
                    at += 1
                if self._ended:
                    raise AssertionError(f"the machine went away before the line /{pattern}/{self._last()}")
                if not self._more.wait(max(0, end - time.monotonic())) and time.monotonic() >= end:
                    raise waiting.TimedOut(f"waited {waiting.bound(seconds):.0f} s for the line /{pattern}/{self._last()}")

    def _last(self):
        return "; the last ones:\n    " + "\n    ".join(text for _, text in self._lines[-12:])

    def note(self, text):
        """A line of the driver's own, so that the log tells the whole story."""
        self._keep(f"--- {text}")

    def close(self):
        self._socket.close()

    def _read(self):
        rest = b""
        while True:
            try:
                piece = self._socket.recv(65536)
            except OSError:
                piece = b""
            if not piece:
                break
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                self._keep(_COLOURS.sub("", line.decode("utf-8", "replace").strip("\r")))
        with self._more:
            self._ended = True
            self._more.notify_all()
            self._log.close()

    def _keep(self, text):
        now = time.monotonic()
        with self._more:
            self._lines.append((now, text))
            if not self._log.closed:
                self._log.write(f"{now - self._began:9.2f} {text}\n")
                self._log.flush()
            self._more.notify_all()
