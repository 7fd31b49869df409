"""What a person at the kiosk sees while a real stick is in: the page of the installed service, and its pictures."""

from lab.bench import case, check
from lab.page import Page


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
        page.photograph(asks, "activate")
        page.press(asks, "activate")
        asks = page.shows("Install press 1.0.0 now?", 300)
        page.photograph(asks, "install-now")
        page.press(asks, "install")
        page.shows("press 1.0.0 is installed and runs.", 300)
        bench.running(box, "1.0.0")
        bench.licensed(box)


def _slow(box, name, bytes_a_second):
    box.monitor.do("object-add", qom_type="throttle-group", id=name, limits={"bps-total": bytes_a_second})
    return ("throttle", {"throttle-group": name})
