"""Running dostyq solve: wall time of the whole program, peak memory, the answer, and the answer counted again."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("DOSTYQ_PROGRAM", ROOT / "build/release/dostyq"))
GENERATOR = ROOT / "build/release/make_location_instance"


@dataclass
class Run:
    """What one run came to. `seconds`: wall, reading included. `megabytes`: peak, never less than this script's own."""

    status: str
    seconds: float
    megabytes: float
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    nodes: int | None = None
    verified: bool = False
    wrong: str = ""

    @property
    def proven(self):
        return self.status == "optimal" and self.verified


@dataclass
class Bench:
    """Folders, options and what has failed so far."""

    options: object
    instances: Path | None
    scratch: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="location-")))
    failures: list = field(default_factory=list)

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def published(self, name):
        """A file of the folder DOSTYQ_BENCH, or None after saying that it is absent."""
        path = self.instances / name if self.instances else None
        if path is None or not path.exists():
            print(f"{name}: skipped, DOSTYQ_BENCH names no folder with it\n", flush=True)
            return None
        return path

    def generated(self, kind, size, seed):
        suffix = "csv" if kind.startswith(("pmedian", "mclp-area")) else "txt"
        path = self.scratch / f"{kind}-{size}-{seed}.{suffix}"
        if not path.exists():
            with open(path, "wb") as out:
                subprocess.run([GENERATOR, kind, str(size), str(seed)], stdout=out, check=True)
        return path

    def solve(self, model, instance, *extra, limit=None, check=True):
        """Runs and recounts; a disagreement is a failure of the whole bench."""
        answer = self.scratch / "answer.json"
        answer.unlink(missing_ok=True)
        command = [PROGRAM, "solve", model, instance, "--lang", "en", "--json", "--out", answer, *extra]
        if limit:
            command += ["--time-limit", limit]
        if self.options.threads:
            command += ["--threads", self.options.threads]
        run = measured([str(part) for part in command], answer)
        if run.objective is not None and check:
            self.recount(model, instance, answer, run)
        return run

    def recount(self, model, instance, answer, run):
        command = [PROGRAM, "solve", model, instance, "--lang", "en", "--check", answer]
        told = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        run.verified = told.returncode == 0
        if not run.verified:
            run.wrong = (told.stdout + told.stderr).strip()
            self.fail(f"{model} {Path(instance).name}: {run.wrong}")

    def compare(self, run, published, what, maximise=False):
        """A proven optimum other than the published one, or a bound beyond it, is a failure."""
        if run.objective is None or published is None:
            return
        slack = 0.0051  # published figures have two decimals, of which the last is rounded
        if run.proven and abs(run.objective - published) > slack:
            self.fail(f"{what}: {run.objective} proven, published {published}")
        sign = -1 if maximise else 1
        if run.bound is not None and sign * (run.bound - published) > slack:
            self.fail(f"{what}: bound {run.bound} beyond the published {published}")

    def fail(self, words):
        self.failures.append(words)
        print(f"**FAILS** {words}\n", flush=True)


def measured(command, answer):
    begin = time.monotonic()
    with tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = wait_for(child)
        seconds = time.monotonic() - begin
        err.seek(0)
        said = err.read().decode(errors="replace").strip()
    megabytes = usage.ru_maxrss / 1024
    if not answer.exists():
        return Run(f"exit {os.waitstatus_to_exitcode(status)}", seconds, megabytes, wrong=said[-300:])
    told = json.loads(answer.read_text())
    return Run(told["status"], seconds, megabytes, told["objective"], told["bound"], told["gap"], told["nodes"])


def wait_for(child):
    """Like os.wait4; Ctrl-C on the bench ends the run as well."""
    try:
        return os.wait4(child.pid, 0)
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        os.wait4(child.pid, 0)
        raise


def models():
    """The models that this dostyq solves."""
    told = subprocess.run([PROGRAM, "solve", "--help"], capture_output=True, text=True).stdout
    return set(re.findall(r"^\s+(pmedian|ufl|cflp|mclp|lscp|pcentre)\b", told, re.MULTILINE))


def rows(path):
    """A CSV with comments before its header."""
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def table(*header):
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header), flush=True)


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def percent(gap):
    return "–" if gap is None else f"{100 * gap:.3f} %"


def seconds(value):
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"
