"""One measurement in a process of its own, so that its time and its memory are nobody else's.

`python -m benchmarks.stages check ROOT` or `python -m benchmarks.stages build ROOT OUTPUT WORKERS` prints JSON: seconds
by stage, and the most memory that the process and its workers took, in MiB.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from site_builder.build import build, today
from site_builder.checks import check_catalogue
from site_builder.records import read_catalogue


def checking(root: Path) -> Mapping[str, float]:
    """Return the seconds of reading the catalogue and of checking it. Raises ValueError where it has errors."""
    start = perf_counter()
    reading = read_catalogue(root, today())
    between = perf_counter()
    if reading.catalogue is None:
        raise ValueError(f"the catalogue in {root} cannot be read")
    found = [*reading.problems, *check_catalogue(reading.catalogue, root)]
    if any(problem.kind.severity == "error" for problem in found):
        raise ValueError(f"the catalogue in {root} has errors: {found[0]}")
    return {"read": between - start, "rules": perf_counter() - between}


def building(root: Path, output: Path, workers: int) -> Mapping[str, float]:
    """Return the seconds of each stage of a build. Raises ValueError where the catalogue has errors."""
    result = build(root, output, workers=workers)
    if result.site is None:
        raise ValueError(f"the catalogue in {root} has errors: {result.checked.problems[0]}")
    return result.seconds


def peak_memory() -> float:
    """Return the most memory in MiB that this process took, plus the most that one of its children took."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["check", catalogue]:
            seconds = checking(Path(catalogue))
        case ["build", catalogue, site, processes]:
            seconds = building(Path(catalogue), Path(site), int(processes))
        case _:
            sys.exit(__doc__)
    print(json.dumps({"seconds": seconds, "memory": peak_memory()}))
