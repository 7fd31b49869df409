"""The box itself: how it starts, and what makes it this one and no other."""

import json
import re

from lab import machine
from lab.bench import case, check

from .visits import accepted, first_console_says


@case("a stick that was in before the power came on; the identity stays, the state takes in the whole disk", smoke=True, cold=True)
def in_at_boot(bench):
    disk = bench.fresh_disk(gib=4)
    with bench.cold(disk) as box:
        bench.introduce(box)
        first = box.shell.must("cat /etc/machine-id")
        box.shell.must("sync")
        box.switch_off(300)
    one = bench.stick("partition", {"license.sglic": bench.desk.license()})
    with machine.Machine(bench.folder / "in-at-boot", bench.image, disk, plugged=[one]) as box:
        box.await_shell()
        box.console.await_line("safe to unplug", 0, 600)
        box.pull(one)
        bench.healthy(box)
        check(box.shell.must("cat /etc/machine-id") == first, "the box has another identity after a start")
        check(int(box.shell.must("df -m --output=size /state | tail -n 1")) > 2500, "the state partition is still small")
        check(box.shell.run("systemctl is-system-running")[1] == "running", box.shell.run("systemctl --failed")[1])
        check(box.shell.run("touch /etc/x || touch /usr/x")[0] != 0, "the root file system can be written to")
    bench.receipt(one)
    accepted(bench.came_home(one))


@case("what site IT tells systemd outlives a start: drop-ins and a network; nothing else does, and without it there is no network", cold=True)
def site_settings(bench):
    disk = bench.fresh_disk()
    with bench.cold(disk, card=True) as box:
        check(box.shell.run("systemctl is-active systemd-networkd.service")[0] != 0, "there is a network before anybody set one")
        check(box.shell.run("systemctl is-system-running --wait", 300)[1] == "running", box.shell.run("systemctl --failed")[1])
        box.shell.must("systemctl edit --stdin sgate <<'END'\n[Service]\nIPAddressAllow=192.168.7.0/24\nEND")
        box.shell.must("systemctl edit --stdin sgate-app@ <<'END'\n[Service]\nEnvironment=SITE=seven\nEND")
        lan = b"[Match]\nName=enp0s5\n\n[Network]\nAddress=192.168.7.2/24\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n"
        box.shell.hand_over("/etc/systemd/network/lan.network", lan)
        for place in ("/etc", "/etc/systemd/system", "/etc/systemd/system/sgate-stick@.service.d"):
            check(box.shell.run(f"mkdir -p {place} && touch {place}/x")[0] != 0, place, "can be written to")
        box.shell.must("sync")
        box.switch_off(300)
    with machine.Machine(bench.folder / "site-settings", bench.image, disk, card=True) as box:
        box.await_shell()
        allowed = box.shell.must("systemctl show -P IPAddressAllow sgate.service")
        check("192.168.7.0/24" in allowed, "the service may reach", allowed)
        given = box.shell.must("systemctl show -P Environment sgate-app@press.service")
        check("SITE=seven" in given, "an application is given", given)
        address = "busybox ip -4 -o address | grep -F 192.168.7.2/24"
        status, _ = box.shell.run(f"for i in $(seq 300); do {address} && break; sleep 0.2; done; {address}", 120)
        check(status == 0, "the network says:", box.shell.run("networkctl; systemctl status systemd-networkd")[1])
        first_console_says(box, "Plug in the stick.")


@case("one stick for two boxes: two receipts, two journals, two identities")
def one_stick_for_two_boxes(bench):
    one = bench.stick("fat32", {"license.sglic": bench.desk.license()})
    with bench.warm() as box:
        bench.visit(box, one)
        first = box.shell.must("cat /etc/machine-id")
    with bench.cold(bench.fresh_disk("other"), name="other") as box:
        bench.introduce(box)
        bench.visit(box, one, 300)
        check(box.shell.must("cat /etc/machine-id") != first, "two boxes from one image are the same")
    receipts = one.receipts()
    check(len({r["applianceId"] for r in receipts}) == 2, "the receipts are of", [r["applianceId"] for r in receipts])
    check(len(one.journals()) == 2, one.journals())
    bench.whole(one)
    accepted(bench.came_home(one))


@case("started by its firmware: the boot entry as it is shipped, which opens nothing to tests", cold=True)
def started_by_firmware(bench):
    with machine.Machine(bench.folder / "started-by-firmware", bench.image, bench.fresh_disk(), firmware=True) as box:
        # the line before the prompt, which ends in no newline
        box.console.await_line("Debian GNU/Linux 13 sgate ttyS0", 0, 900)
        check(not any("lab shell is there" in line for line in box.console.since(0)), "the shipped entry took orders from outside")


@case("the idle box: memory and processor time of the service, and its cache of classes in use", smoke=True)
def idle_box(bench):
    with bench.warm() as box:
        daemon = box.shell.must("systemctl show -P MainPID sgate.service")
        rss = int(box.shell.must(f"awk '/^VmRSS/ {{print $2}}' /proc/{daemon}/status"))
        before = json.loads("[" + box.shell.must(f"awk '{{print $14+$15}}' /proc/{daemon}/stat") + "]")[0]
        box.shell.must("sleep 20", 120)
        after = json.loads("[" + box.shell.must(f"awk '{{print $14+$15}}' /proc/{daemon}/stat") + "]")[0]
        cached = box.shell.run(f"grep -q AOTCache /proc/{daemon}/cmdline && grep -q daemon.aot /proc/{daemon}/maps")[0]
        score = box.shell.run("systemd-analyze security sgate.service | tail -n 1")[1]
    bench.figures["memory of the idle service, MB RSS"] = rss / 1024
    bench.figures["processor of the idle service in the guest, % of one core"] = (after - before) / 20
    bench.figures["security score"] = score
    check("1." in score and float(re.search(r"\d+\.\d+", score).group()) <= 1.5, "security:", score)
    check(cached == 0, "the cache of classes is not in use")
    check(rss <= 110 * 1024, "the idle service takes", rss // 1024, "MB")
