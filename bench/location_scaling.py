"""Cost of a unit of work as n grows, in processor time of all threads: CSV lines
series,n,seconds,microseconds_each,megabytes,gap.

p-median: points of the plane, n / 100 sites, until the gap is at most 1 % (then the run is told to stop), by point.
Maximal covering: 100 sites, until it is proven, by customer. Reading the file included. Where a point is not reached
in the time allowed, the series ends."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys

from location_runs import PROGRAM, wait_for

SECONDS = 600  # on the clock, for one point of a series
GAP = 0.01
SIZES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
LARGEST = {"pmedian": 1_000_000, "mclp": 10_000_000}


def processor_seconds(pid):
    """Of a process that runs."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        words = file.read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def until_gap(command, answer, wanted):
    """Runs with stderr on a terminal of its own, reads the progress, and asks to stop where the gap is small enough;
    0: the run ends by itself, proven."""
    screen, stderr = pty.openpty()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, env={**os.environ, "NO_COLOR": "1"})
    os.close(stderr)
    said, reached = "", None
    while True:
        ready, _, _ = select.select([screen], [], [], 1)
        try:
            text = os.read(screen, 65536).decode(errors="replace") if ready else ""
        except OSError:  # the program has ended
            break
        said = (said + text)[-4096:]
        gaps = re.findall(r"gap ([0-9.]+) %", said)
        if wanted > 0 and reached is None and gaps and float(gaps[-1]) / 100 <= wanted:
            reached = processor_seconds(child.pid)
            child.send_signal(signal.SIGINT)
    os.close(screen)
    _, _, usage = wait_for(child)
    seconds = reached if reached is not None else usage.ru_utime + usage.ru_stime
    if not answer.exists():
        return None
    gap = json.loads(answer.read_text())["gap"]
    return (seconds, usage.ru_maxrss / 1024, gap) if gap is not None and gap <= wanted else None


def point(bench, series, model, instance, n, extra, wanted):
    answer = bench.scratch / "answer.json"
    answer.unlink(missing_ok=True)
    command = [PROGRAM, "solve", model, instance, "--lang", "en", "--time-limit", SECONDS, "--out", answer, *extra]
    found = until_gap([str(part) for part in command], answer, wanted)
    if found is None:
        print(f"{series}, n = {n}: not reached in {SECONDS} s", file=sys.stderr)
        return False
    seconds, megabytes, gap = found
    print(f"{series},{n},{seconds:.4f},{1e6 * seconds / n:.3f},{megabytes:.0f},{gap:.6f}", flush=True)
    return True


def measure(bench, models):
    """`models`: those that this dostyq solves."""
    print("series,n,seconds,microseconds_each,megabytes,gap", flush=True)
    for kind in ("uniform", "clustered"):
        for n in SIZES if "pmedian" in models else ():
            if n > min(LARGEST["pmedian"], bench.options.largest):
                break
            instance = bench.generated(f"pmedian-{kind}", n, 1)
            if not point(bench, f"p-median {kind}: to 1 %", "pmedian", instance, n, ["--p", n // 100], GAP):
                break
            instance.unlink()
    for n in SIZES if "mclp" in models else ():
        if n > min(LARGEST["mclp"], bench.options.largest):
            break
        instance = bench.generated("mclp", n, 1)
        if not point(bench, "covering: proven", "mclp", instance, n, ["--radius", 5.5, "--budget", 10], 0):
            break
        instance.unlink()
