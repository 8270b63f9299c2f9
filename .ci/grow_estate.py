"""Writes an estate of many devices: the rows of a small one over and over, each copy with ids and names of its own.

Usage: grow_estate.py SAMPLE DIRECTORY DEVICES [COPIES]
"""
import json
import os
import shutil
import sys

sample, directory, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
# Each alert brings a page of evidence, so that only so many copies of the alerts are made.
ALERT_COPIES = int(sys.argv[4]) if len(sys.argv) > 4 else 60


def rows(name):
    with open(os.path.join(sample, name)) as file:
        return json.load(file)["value"]


def copied(row, copy, keys):
    return {key: f"{copy}-{value}" if key in keys and value else value for key, value in row.items()}


shutil.rmtree(directory, ignore_errors=True)
shutil.copytree(sample, directory)
for name in ("machines-2.json",):
    os.remove(os.path.join(directory, name))

machines = rows("machines.json") + rows("machines-2.json")
copies = -(-wanted // len(machines))
with open(os.path.join(directory, "machines.json"), "w") as file:
    count = 0
    for copy in range(copies):
        for machine in machines[: wanted - count]:
            file.write(json.dumps(copied(machine, copy, {"id", "computerDnsName", "aadDeviceId"})) + "\n")
            count += 1
with open(os.path.join(directory, "alerts.json"), "w") as file:
    for copy in range(min(copies, ALERT_COPIES)):
        for alert in rows("alerts.json"):
            file.write(json.dumps(copied(alert, copy, {"id", "machineId", "computerDnsName"})) + "\n")
