"""QEMU's monitor: commands with an answer, and events."""

import json
import socket

from . import waiting


class MonitorError(RuntimeError):
    """QEMU refused a command."""


class Monitor:
    """Not for several threads."""

    def __init__(self, path):
        self._socket = waiting.connected(socket.socket(socket.AF_UNIX), path, 30)
        self._socket.settimeout(waiting.bound(120))
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self._events = []
        self._line()  # the greeting
        self.do("qmp_capabilities")

    def do(self, command, **arguments):
        """The command's answer."""
        text = json.dumps({"execute": command, "arguments": {k.replace("_", "-"): v for k, v in arguments.items()}})
        self._socket.sendall(text.encode())
        while True:
            line = self._line()
            if "return" in line:
                return line["return"]
            if "error" in line:
                raise MonitorError(f"{command}: {line['error']['desc']}")

    def human(self, line):
        """A command of the monitor for people; its complaint, if it has one, is an error here."""
        answer = self.do("human-monitor-command", command_line=line)
        if answer.strip():
            raise MonitorError(f"{line}: {answer.strip()}")

    def await_event(self, name, **data):
        """The next event of this name with these data, also one that came before and was not asked for."""
        while True:
            for event in self._events:
                if event["event"] == name and all(event.get("data", {}).get(k) == v for k, v in data.items()):
                    self._events.remove(event)
                    return event
            self._line()

    def close(self):
        self._socket.close()

    def _line(self):
        text = self._lines.readline()
        if not text:
            raise MonitorError("QEMU is gone")
        line = json.loads(text)
        if "event" in line:
            self._events.append(line)
        return line
