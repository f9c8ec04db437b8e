"""A scheduler and three workers on this computer; one worker is killed while it builds; every case is built."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dask.distributed import Client

runner, shelf = sys.argv[1:3]
folder = tempfile.mkdtemp()
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def dask(*words, **more):
    return subprocess.Popen([sys.executable, "-m", "distributed.cli." + words[0], *words[1:]], cwd=folder, **more)


def wait(what, seconds, ready):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ready()
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit(f"{what}: not within {seconds} seconds")


def children(process):
    """Whether a process has started another: a worker that builds has."""
    try:
        tasks = Path(f"/proc/{process.pid}/task").iterdir()
        return [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


file = Path(folder) / "scheduler.json"
# a worker counts as lost as soon as its connection breaks, which a killed one's does
scheduler = dask("dask_scheduler", "--scheduler-file", str(file), "--port", "0", "--no-dashboard", **quiet)
workers = []
try:
    wait("the scheduler", 120, lambda: file.exists() and file.stat().st_size)
    address = json.loads(file.read_text())["address"]
    for _ in range(3):
        workers.append(dask("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", **quiet))
    with Client(address) as client:
        client.wait_for_workers(3, timeout=120)
    asked = subprocess.Popen([sys.executable, runner, address], stdout=subprocess.PIPE)
    victim = wait("a build", 120, lambda: next((w for w in workers if children(w)), None))
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    print("killed a worker that was building", flush=True)
    said, _ = asked.communicate(timeout=600)
    assert asked.returncode == 0, (asked.returncode, said.decode())
    assert sum(w.poll() is None for w in workers) == 2, "the other two live"
finally:
    for process in [*workers, scheduler]:
        if process.poll() is None:
            process.terminate()
    for process in [*workers, scheduler]:
        # a worker whose scheduler went first looks for it for ever
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
report = json.loads((Path(shelf) / "blackpanel-report" / "report.json").read_text())
assert (report["exit"], report["counts"]["built_before"]) == (0, 5), report
for case in Path(shelf).iterdir():
    if case.name.startswith("case"):
        left = [p.name for p in case.rglob("*") if ".partial" in p.name]
        assert (case / "out" / "send" / "pack.pdf").exists() and not left, (case, left)
print("every case is built")
