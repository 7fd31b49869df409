"""Waits that end: each has a bound, and says what it waited for."""

import os
import time

# A busy machine: all bounds are multiplied by it.
PATIENCE = float(os.environ.get("SGATE_LAB_PATIENCE", "1"))


class TimedOut(AssertionError):
    """What was awaited did not come in time."""


def bound(seconds):
    return seconds * PATIENCE


def until(what, seconds, find, pause=0.1):
    """The first true answer of `find`; TimedOut after so many seconds."""
    end = time.monotonic() + bound(seconds)
    while True:
        answer = find()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimedOut(f"waited {bound(seconds):.0f} s for {what}")
        time.sleep(pause)


def connected(socket, path, seconds):
    """Connects this UNIX socket to a server that may still be on its way."""

    def attempt():
        try:
            socket.connect(str(path))
            return True
        except (FileNotFoundError, ConnectionRefusedError):
            return False

    until(f"the socket {path}", seconds, attempt, pause=0.02)
    return socket
