#!/usr/bin/env python3
"""Builds every case of a shelf on a Dask cluster: one task for each case, then one report.

Made by `blackpanel batch DIR --print dask`. Every worker, and the computer this runs on, reaches the shelf
under the same path and has the same blackpanel on its PATH.

    python3 this-file.py tcp://SCHEDULER:8786

A worker that dies loses nothing but time: its case is given to another, and what is finished is recognised
by its hashes. No document, name or password passes through the scheduler: a task is the name of a folder.
"""

import argparse
import json
import os
import subprocess
import sys

from dask.distributed import Client, as_completed

SHELF = @SHELF@
OPTIONS = @OPTIONS@


def build(program, shelf, case, options):
    """Builds one case on the worker that runs this; gives its result line."""
    command = [program, "batch", shelf, "--only=" + case, "--jobs=1", "--json", "--end-with-parent", *options]
    threads = {"RAYON_NUM_THREADS": os.environ.get("RAYON_NUM_THREADS", "1")}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **threads}, check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]
    cases = [line for line in lines if line.get("type") == "case"]
    if len(cases) != 1 or done.returncode not in (0, 1, 2, 3, 4, 5):
        # nothing is known of the case: another try, perhaps elsewhere
        raise RuntimeError(f"no answer (exit {done.returncode})")
    return cases[0]


def names(program):
    """The cases of the shelf, in order."""
    listed = subprocess.run(
        [program, "batch", SHELF, "--list", "--json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False
    )
    lines = [json.loads(line) for line in listed.stdout.splitlines()]
    return [(line["number"], line["case"]) for line in lines if line.get("type") == "case"]


def main():
    """Hands the cases out, tells each result as it comes, and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scheduler", help="its address, such as tcp://10.0.0.1:8786")
    parser.add_argument("--program", default="blackpanel", help="where blackpanel lies on every worker")
    parser.add_argument("--retries", type=int, default=3, help="tries more for a case that gave no answer")
    asked = parser.parse_args()
    cases = names(asked.program)
    if not cases:
        sys.exit(2)
    with Client(asked.scheduler) as client:
        futures = {}
        for number, case in cases:
            future = client.submit(
                build, asked.program, SHELF, case, OPTIONS,
                key=f"blackpanel-case-{number}-{os.getpid()}", retries=asked.retries, pure=False,
            )
            futures[future] = number
        for future in as_completed(list(futures)):
            number = futures[future]
            if future.status == "finished":
                result = future.result()
                print(f"{number:>4}  {result['state']}  exit {result['exit']}", flush=True)
            else:
                print(f"{number:>4}  gave no answer", flush=True)
    # what the cases' own marks say is the result: this merges what all workers did
    merged = subprocess.run([asked.program, "batch", SHELF, "--report-only", *OPTIONS], check=False)
    sys.exit(merged.returncode)


if __name__ == "__main__":
    main()
