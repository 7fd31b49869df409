"""The page for people: which case came to what, and the figures."""

import os
import pathlib
import platform
import statistics
import subprocess


def figures(bench):
    """(name, value) of what was measured; for several measurements the median, the least and the most."""
    size = (bench.image / "sgate-appliance.img").stat()
    found = [("image, MiB on disk (of the size of the disk)", f"{size.st_blocks // 2048} ({size.st_size >> 20})")]
    for name, value in bench.figures.items():
        if isinstance(value, list):
            value = f"{statistics.median(value):.1f} ({min(value):.1f} to {max(value):.1f}, {len(value)} times)"
        elif isinstance(value, float):
            value = f"{value:.1f}"
        found.append((name, str(value)))
    return found


def page(rows, measured, took, jobs):
    """Markdown, as docs/reports has it. `took`: seconds of the whole run; `jobs`: machines side by side."""
    failed = sum(outcome != "ok" for _, outcome, _, _ in rows)
    lines = [
        "# The box in a virtual machine",
        "",
        "For whoever doubts that a stick can be plugged in. The image that is shipped, started in QEMU with an emulated processor; the",
        "host plugs sticks in, pulls them out and cuts the power, and nothing else. What is judged is read from the sticks afterwards,",
        "from the serial console and through a shell inside. Made by:",
        "",
        "```sh",
        "appliance-image/test all --report docs/reports/appliance.md",
        "```",
        "",
        f"Commit {_commit()}, {_machine()}; load {os.getloadavg()[2]:.0f} over the last minutes",
        "(where it is above 2, times are not those of a quiet machine).",
        f"{len(rows)} cases, {failed} failed, {took:.0f} s in all; {jobs} machines side by side, so a case's seconds are not",
        "those of a machine that has the host to itself.",
        "",
        "| case | what | outcome | s |",
        "|---|---|---|---|",
    ]
    for one, outcome, seconds, reason in rows:
        said = f"{outcome}: {reason}" if reason else outcome
        lines.append(f"| {one.name} | {one.about} | {said.replace('|', '/')} | {seconds:.0f} |")
    lines += ["", "## Figures", "", "Times are seconds of the box's own clock, which counts emulated instructions (4 ns each); a real box is several times faster.", ""]
    lines += ["| what | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in measured), ""]
    return "\n".join(lines)


def _commit():
    here = pathlib.Path(__file__).resolve().parent
    done = subprocess.run(["git", "-C", str(here), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _machine():
    return f"{os.cpu_count()} cores ({platform.machine()}), QEMU with software emulation"
