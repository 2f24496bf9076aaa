"""Jobs for the tests of the worker, and a process that knows them: `python -m tests.view.work.sample_jobs`."""

from __future__ import annotations

import time
from collections.abc import Generator
from types import MappingProxyType

from rnnviz.model.worker import jobs
from rnnviz.model.worker.jobs import JobRow
from rnnviz.model.worker.serving import main

ROWS = {
    "double": JobRow("tests.view.work.sample_jobs:double"),
    "count": JobRow("tests.view.work.sample_jobs:count"),
    "fails": JobRow("tests.view.work.sample_jobs:fails"),
    "sleeps": JobRow("tests.view.work.sample_jobs:sleeps"),
    "aside": JobRow("tests.view.work.sample_jobs:double", "aside"),
}


def double(number: int) -> int:
    return 2 * number


def count(to: int) -> Generator[int, None, str]:
    yield from range(to)
    return f"counted {to}"


def fails(why: str) -> None:
    from rnnviz.engine import EngineError

    raise EngineError("name.unassigned", name=why, hint="")


def sleeps(seconds: float, number: int = 0) -> Generator[str, None, int]:
    yield "begun"
    time.sleep(seconds)
    return number


if __name__ == "__main__":
    jobs.TABLE = MappingProxyType(ROWS)
    main(ahead="")
