"""The page at the kiosk, as the installed service serves it. It is asked from inside, for the box has no network, and shown to a
browser outside."""

import base64
import contextlib
import functools
import html
import http.client
import http.server
import io
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import urllib.parse

from . import waiting

_HOST = "127.0.0.1:7420"
_PROGRAM = '<script src="/kiosk/page.js"></script>'
_PARTS = ("/kiosk/page.css", "/kiosk/page.js")


class Page:
    """Of this box. Pictures go into the folder `pictures`, if there is one."""

    def __init__(self, box, pictures=None):
        self._shell = box.shell
        self._pictures = pictures
        self._parts = {}

    def now(self, at="/"):
        """The page as it is; `at` is one language's own address: /kiosk/en or /kiosk/de."""
        return self._get(at)

    def shows(self, sentence, seconds=180, at="/"):
        """Waits until the page says so; the page."""

        def found():
            page = self.now(at)
            return page if sentence in text(re.search(r'<div id="say".*?</div>', page, re.DOTALL).group(0)) else None

        return waiting.until(f"the page to say: {sentence}", seconds, found)

    def notice(self):
        """The page of a service that cannot work."""
        status, page = self._answer("/")
        if status != 503:
            raise AssertionError(f"a service that cannot work answers with {status}: {page[:400]}")
        return page

    def photograph(self, page, name, live=False):
        """Takes the picture of a page that was shown; `live` with its program, to which nobody answers any more."""
        if not self._pictures:
            return
        if not self._parts:
            self._parts = {part: self._get(part) for part in _PARTS}
        if _PROGRAM not in page:
            raise AssertionError(f"the page of {name} has no program to leave out: {_PROGRAM}")
        self._picture(page if live else page.replace(_PROGRAM, ""), self._parts, name, live)

    def photograph_alone(self, page, name):
        """The same for a page that has no parts: the notice."""
        if self._pictures:
            self._picture(page, {}, name)

    def _picture(self, page, parts, name, live=False):
        with _served({"/index.html": page, **parts}) as address, tempfile.TemporaryDirectory() as profile:
            how = ["--virtual-time-budget=30000"] if live else []
            picture = pathlib.Path(self._pictures) / f"kiosk-{name}.png"
            picture.unlink(missing_ok=True)
            command = [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=800,600",
                f"--user-data-dir={profile}", *how, f"--screenshot={picture}", f"{address}/index.html"]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=waiting.bound(120))
            if not picture.exists():
                raise AssertionError(f"the browser took no picture of {name}")

    def press(self, page, button):
        """Presses the first button of this kind on a page that was shown: what its form holds goes where it says."""
        form = re.search(rf'<form method="post" action="(/kiosk/{button})">(.*?)</form>', page, re.DOTALL)
        held = re.findall(r'name="([^"]*)" value="([^"]*)"', form.group(2))
        body = urllib.parse.urlencode({name: html.unescape(value) for name, value in held})
        self._get(form.group(1), "POST", body)

    def _get(self, path, method="GET", body=""):
        status, page = self._answer(path, method, body)
        if status >= 400:
            raise AssertionError(f"{method} {path} is answered with {status}")
        return page

    def _answer(self, path, method="GET", body=""):
        """(status, what was said)."""
        request = (
            f"{method} {path} HTTP/1.1\r\nHost: {_HOST}\r\nConnection: close\r\nAccept-Language: en\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        asked = base64.b64encode(request.encode()).decode()
        talk = f"exec 3<>/dev/tcp/{_HOST.replace(':', '/')}; base64 -d <<<{asked} >&3; cat <&3"
        said = base64.b64decode(self._shell.must(f"bash -c '{talk}' | base64 -w 0", 120))
        answer = http.client.HTTPResponse(_Said(said))
        answer.begin()
        return answer.status, answer.read().decode()


class _Said:
    """What was said, in the place of a connection."""

    def __init__(self, said):
        self._said = said

    def makefile(self, *_):
        return io.BytesIO(self._said)


def text(element):
    """What a person reads on a page, or on a part of it."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", element))).strip()


def buttons(page):
    """What stands on its buttons."""
    return [text(button) for button in re.findall(r"<button.*?</button>", page, re.DOTALL)]


@contextlib.contextmanager
def _served(files):
    folder = pathlib.Path(tempfile.mkdtemp())
    for path, content in files.items():
        file = folder / path.removeprefix("/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        shutil.rmtree(folder)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
