"""Runs the programs of the suite on request: reads lines of a name and a work count, answers each with the checksum and the
seconds that the work took."""
import importlib
import sys
import time

for line in sys.stdin:
    name, count = line.split()
    work = importlib.import_module(name).work
    start_s = time.perf_counter()
    checksum = work(int(count))
    print(checksum, time.perf_counter() - start_s, flush=True)
