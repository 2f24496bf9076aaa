"""`make bench`: every table, or only those named.

They are start, frames, frames4k, compare, blocks, following, film, pages, engine, training, cells.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from tests.bench import blocks, cells, compare, engine, film, following, frames, learning, pages, start
from tests.bench.timing import machine

TABLES = {
    "start": start.report,
    "frames": frames.report,
    "frames4k": lambda: frames.report(3840, 2160),
    "compare": compare.report,
    "blocks": blocks.report,
    "following": following.report,
    "film": film.report,
    "pages": pages.report,
    "engine": engine.report,
    "training": learning.report,
    "cells": cells.report,
}


def main(names: list[str]) -> None:
    print(machine())
    for name, report in TABLES.items():
        if not names or name in names:
            print(f"\n{report()}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
