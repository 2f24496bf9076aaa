"""No file stays open, whatever became of what was read from it or written into it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

OPEN = Path("/proc/self/fd")


def opened() -> dict[str, str]:
    """What is open now, where the system tells."""
    found = {}
    for name in os.listdir(OPEN) if OPEN.exists() else ():
        try:
            found[name] = os.readlink(OPEN / name)
        except OSError:  # the folder itself, which was open while it was read
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_stays_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = opened()
    yield
    left = [path for name, path in opened().items() if before.get(name) != path and path.startswith("/")]
    assert not left, f"left open: {left}"
