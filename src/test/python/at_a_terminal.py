"""Runs a command at a terminal of its own, presses keys, and prints what was on the screen.

    python3 at_a_terminal.py SCRIPT COMMAND...

SCRIPT is a JSON list of pairs: text to wait for, then keys to press. Ends with the command's status; 99 where a text does not come.
"""

import json
import os
import pty
import select
import sys
import time

WAIT_SECONDS = 60


def read(terminal, shown, until):
    """Adds what is shown to `shown` until this text has come; false where it does not, or the command has ended."""
    begin = len(shown)
    deadline = time.monotonic() + WAIT_SECONDS
    while until is None or until not in shown[begin:]:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            return False
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return until is None
        if not more:
            return until is None
        shown.extend(more)
    return True


def main():
    script = json.loads(sys.argv[1])
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[2], sys.argv[2:])
    shown = bytearray()
    came = True
    for text, keys in script:
        came = read(terminal, shown, text.encode())
        if not came:
            break
        os.write(terminal, keys.encode())
    if came:
        read(terminal, shown, None)
    else:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(bytes(shown))
    sys.stdout.flush()
    return os.waitstatus_to_exitcode(status) if came else 99


sys.exit(main())
