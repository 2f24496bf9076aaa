"""The log keeps what went wrong, and a report shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rnnviz import __version__
from rnnviz.io import log as module
from rnnviz.io.log import NAME, OLDER, close_log, keep_crash, logger, open_log, report


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    handler = open_log(tmp_path / "new")
    yield tmp_path / "new"
    close_log(handler)


def test_a_report_shows_versions_the_crash_and_the_log(folder: Path) -> None:
    logger.error("something %s", "odd")
    keep_crash(folder, "Fatal Python error: Segmentation fault")
    said = report(folder)
    assert said.startswith(f"rnnviz {__version__}, Python 3") and "PySide6-Essentials 6" in said
    assert "something odd" in said and said.count("Fatal Python error") == 2
    assert report(folder / "none").endswith("The log is empty.")


def test_the_log_does_not_grow_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4000):
        logger.warning("line %d %s", number, "x" * 400)
    files = sorted(folder.glob(f"{NAME}*"))
    assert len(files) == 1 + OLDER and all(file.stat().st_size <= module.LARGEST for file in files)
    assert len(report(folder)) < module.SHOWN + 1000 and "line 3999" in report(folder)


def test_where_no_log_can_be_written_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert open_log(tmp_path / "file") is None
    logger.error("said to nobody")
    close_log(None)
