"""Reads the printed Indexed Job as a cluster would, and runs the command of each of its pods here."""

import json
import os
import subprocess
import sys

import yaml

plain, sealed, shelf = sys.argv[1:4]


def read(path):
    with open(path, encoding="utf-8") as file:
        jobs = list(yaml.safe_load_all(file))
    assert len(jobs) == 1, "one object"
    return jobs[0]


def pod(job):
    return job["spec"]["template"]["spec"]


def container(job):
    (only,) = pod(job)["containers"]
    return only


job = read(plain)
assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job")
assert job["spec"]["completionMode"] == "Indexed"
assert (job["spec"]["completions"], job["spec"]["parallelism"]) == (3, 3)
assert pod(job)["restartPolicy"] == "Never", "a pod failure policy needs it"
rule = job["spec"]["podFailurePolicy"]["rules"][0]
assert (rule["action"], rule["onExitCodes"]["values"]) == ("FailIndex", [1, 2, 3, 4, 5])
assert rule["onExitCodes"]["containerName"] == container(job)["name"]
assert pod(job)["automountServiceAccountToken"] is False
assert pod(job)["securityContext"]["runAsNonRoot"] is True
safe = container(job)["securityContext"]
assert safe["readOnlyRootFilesystem"] is True and safe["capabilities"]["drop"] == ["ALL"]
mounts = {mount["name"]: mount for mount in container(job)["volumeMounts"]}
assert mounts["cases"]["mountPath"] == shelf
assert {volume["name"] for volume in pod(job)["volumes"]} == set(mounts)
assert container(job)["command"] == ["/bin/sh", "-c"]

locked = read(sealed)
mounts = {mount["name"]: mount for mount in container(locked)["volumeMounts"]}
assert mounts["password"]["readOnly"] is True
assert "--password-file /etc/blackpanel/password" in container(locked)["args"][0]
assert {volume["name"] for volume in pod(locked)["volumes"]} == set(mounts)

(command,) = container(job)["args"]
for index in range(3):
    environment = {**os.environ, "JOB_COMPLETION_INDEX": str(index)}
    done = subprocess.run([*container(job)["command"], command], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
merged = subprocess.run(
    ["blackpanel", "batch", shelf, "--report-only", "--accept-proposed", "--json"], capture_output=True, check=False
)
summary = [json.loads(line) for line in merged.stdout.splitlines()][-1]
assert summary["counts"]["built_before"] == 5, summary
