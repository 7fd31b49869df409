"""What a person at the kiosk sees while a real stick is in: the page of the installed service, and its pictures."""

from lab.bench import case, check
from lab.page import Page, buttons, text


@case("the page follows a visit: ready, copying, trying out, done; its journal button; a refusal; a stick pulled too early")
def page_of_visits(bench):
    with bench.warm() as box:
        page = Page(box, bench.pictures)
        page.photograph(page.shows("Plug in the stick."), "ready")
        slow = _slow(box, "copying", 400_000)
        files = {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0", mib=3, alive=20)}
        one = bench.stick("exfat", files)
        box.plug(one, blockers=[slow])
        page.photograph(page.shows("The stick is being read."), "copying")
        page.photograph(page.shows("press 1.0.0 is being tried out."), "installing")
        done = page.shows("The license is in force, and press 1.0.0 is installed.", 300)
        check("Safe to unplug" in done, "the page does not say that it is safe to unplug")
        page.photograph(done, "done")
        page.photograph(done, "no-contact", live=True)  # for its picture alone: KioskPageIT has that state
        box.shell.must("sleep 115", 300)  # the page says so after two minutes; asked meanwhile, the box would not rest
        page.photograph(page.shows("The stick is still in."), "left-in")
        box.pull(one)

        ready = page.shows("press 1.0.0 is installed")
        page.press(ready, "export")
        page.photograph(page.shows("Plug in the stick for the journal."), "journal")
        other = bench.stick("fat32", {"holiday.txt": b"sun"})
        bench.visit(box, other)
        check(len(other.journals()) == 1, "journals on the stick:", other.journals())

        bad = bench.stick("fat32", {"license.sglic": bench.desk.tampered(bench.desk.license(2))})
        box.plug(bad)
        page.photograph(page.shows("Not accepted."), "refused")
        box.pull(bad)
        mixed = bench.stick("fat32", {"license.sglic": bench.desk.license(2), "cut.sgupd": b'{"'})
        box.plug(mixed)
        page.photograph(page.shows("Not everything was accepted."), "partly")
        box.pull(mixed)

        slower = _slow(box, "pulled", 200_000)
        early = bench.stick("exfat", {"update.sgupd": bench.desk.update("1.1.0", mib=3)})
        box.plug(early, blockers=[slower])
        page.shows("The stick is being read.")
        box.pull(early)
        page.photograph(page.shows("The stick was pulled too early."), "pulled")
        bench.healthy(box)
        bench.running(box, "1.0.0")


@case("what waits for a person: a license and an update, each with its button")
def page_that_asks(bench):
    with bench.warm() as box:
        mark = box.console.mark()
        box.shell.must("echo 'install.when = confirm' >>/etc/sgate/sgate.properties && systemctl restart sgate.service", 420)
        bench.await_ready(box, mark)
        page = Page(box, bench.pictures)
        files = {"license.sglic": bench.desk.license(confirm=True), "update.sgupd": bench.desk.update("1.0.0")}
        one = bench.stick("fat32", files)
        bench.visit(box, one)
        asks = page.shows("May this license be activated?")
        page.press(asks, "activate")
        page.photograph(asks, "activate")
        asks = page.shows("Install press 1.0.0 now?", 300)
        page.press(asks, "later")
        later = page.now()
        page.photograph(asks, "install-now")
        _reads(later, "An update waits: press 1.0.0.")
        check(buttons(later) == ["Install now", "Export license journal"], "buttons:", buttons(later))
        page.photograph(later, "later")
        page.press(later, "install")
        page.shows("press 1.0.0 is installed and runs.", 300)
        bench.running(box, "1.0.0")
        bench.licensed(box)


@case("an update that crashes: the page says what runs; then a stick with nothing new on it, and one with nothing for the box")
def page_of_a_rollback(bench):
    with bench.warm() as box:
        page = Page(box, bench.pictures)
        good = bench.stick("fat32", {"license.sglic": bench.desk.license(), "update.sgupd": bench.desk.update("1.0.0")})
        bench.visit(box, good, 300)
        bad = bench.stick("fat32", {"update.sgupd": bench.desk.update("1.1.0", broken=True)})
        box.plug(bad)
        back = page.shows("The update did not work.", 300)
        _reads(
            back, "press version 1.1.0 did not work here. Version 1.0.0 runs again, as before.", "Ask the vendor for a newer version.",
            "Code health-check-failed", "press 1.0.0 runs.", "Safe to unplug")  # fmt: skip
        page.photograph(back, "rolled-back")
        box.pull(bad)

        box.plug(good)
        known = page.shows("Nothing new on this stick.")
        _reads(known, "What it holds is in force here already", "Safe to unplug")
        page.photograph(known, "nothing-new")
        box.pull(good)

        stranger = bench.stick("exfat", {"IMG_0001.JPG": bytes(300_000)})
        box.plug(stranger)
        empty = page.shows("There is nothing for this machine on the stick.")
        _reads(empty, "The vendor's files must lie in the top folder", "Safe to unplug")
        page.photograph(empty, "empty")
        box.pull(stranger)
        bench.healthy(box)
        bench.running(box, "1.0.0")


@case("a license that ends soon: the page says so, in German too, and goes on saying so when the stick is out")
def page_of_a_renewal(bench):
    with bench.warm() as box:
        page = Page(box, bench.pictures)
        one = bench.stick("fat32", {"license.sglic": bench.desk.license(days=3)})
        box.plug(one)
        german = page.shows("Die Lizenz gilt.", at="/kiosk/de")
        _reads(german, "Achtung: Die Lizenz für press endet bald", "Stick kann abgezogen werden", "Es ist keine Anwendung installiert.")
        check(buttons(german) == ["Lizenz-Journal exportieren"], "buttons:", buttons(german))
        page.photograph(german, "done-german")
        box.pull(one)
        box.shell.must("sleep 90", 300)  # so long the page says what came of a stick that is out
        ready = page.shows("Plug in the stick.")
        _reads(ready, "Attention: The license for press ends soon", "Ask the vendor for a new license now")
        check("unplug" not in text(ready), "no stick is in, and the page says:", text(ready))
        page.photograph(ready, "renew")
        bench.licensed(box, "expiring")


@case("a wrong setting: the page says that SGate cannot work, and is itself again when the setting is right")
def page_that_cannot_work(bench):
    with bench.warm() as box:
        page = Page(box, bench.pictures)
        mark = box.console.mark()
        box.shell.must("echo 'install.when = sometimes' >>/etc/sgate/sgate.properties && systemctl restart sgate.service", 420)
        bench.await_ready(box, mark)
        notice = page.notice()
        _reads(notice, "SGate cannot work", "SGate kann nicht arbeiten", "Please call site IT", "install.when", "sgate.properties")
        page.photograph_alone(notice, "cannot-work")
        mark = box.console.mark()
        box.shell.must("sed -i '$d' /etc/sgate/sgate.properties")
        bench.await_ready(box, mark)
        page.shows("Plug in the stick.")
        bench.healthy(box)


def _reads(page, *sentences):
    for sentence in sentences:
        check(sentence in text(page), "the page does not say:", sentence, "but:", text(page))


def _slow(box, name, bytes_a_second):
    box.monitor.do("object-add", qom_type="throttle-group", id=name, limits={"bps-total": bytes_a_second})
    return ("throttle", {"throttle-group": name})
