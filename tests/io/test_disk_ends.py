"""What the disk keeps, holds and says at its limits, and the log's end in a report."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rnnviz.io import disk, log

# who may clear away what -------------------------------------------------------------------------------------


@pytest.mark.skipif(disk.os.name == "nt", reason="what is open is not cleared away there")
def test_how_old_what_a_crash_left_must_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free, held = (tmp_path / f".rnnviz-{digit * 16}.tmp" for digit in "ab")
    for path in (free, held):
        path.write_bytes(b"")
        disk.os.utime(path, (1000, 1000))
    handle = disk.locked(held)
    assert handle is not None
    for now, left in ((1000 + disk.FRESH, {free, held}), (1001 + disk.FRESH, {held}),
                      (1000 + disk.STALE, {held}), (1001 + disk.STALE, set())):  # fmt: skip
        monkeypatch.setattr(disk.time, "time", lambda now=now: float(now))
        disk._clear_left(tmp_path)
        assert set(tmp_path.iterdir()) == left
    disk.os.close(handle)


def test_a_file_without_a_name_is_made_where_the_system_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    can = hasattr(disk.os, "O_TMPFILE") and Path("/proc/self/fd").is_dir()
    handle = disk._nameless(tmp_path)
    assert can == (handle is not None) and list(tmp_path.iterdir()) == []
    if handle is not None:
        disk.os.close(handle)
    assert disk._nameless(tmp_path / "none") is None
    monkeypatch.setattr(disk.os.path, "isdir", lambda path: False)
    assert disk._nameless(tmp_path) is None


def test_a_lock_is_of_one_holder_and_of_a_file_that_is_there(tmp_path: Path) -> None:
    assert disk.locked(tmp_path / "none") is None
    first = disk.locked(tmp_path / "a", disk.os.O_CREAT)
    assert first is not None and disk.locked(tmp_path / "a") is None
    disk.os.close(first)
    again = disk.locked(tmp_path / "a")
    assert again is not None
    disk.os.close(again)


def test_the_fingerprint_of_a_file(tmp_path: Path) -> None:
    for data in (b"", b"1", b"2" * 100_000):
        (tmp_path / "a").write_bytes(data)
        assert disk.fingerprint(tmp_path / "a") == hashlib.sha256(data).hexdigest()
    assert disk.fingerprint(tmp_path / "none") is None and disk.fingerprint(tmp_path) is None


@pytest.mark.parametrize(
    ("error", "key"),
    [(disk.DiskError(5, "disk.short"), "disk.short"), (OSError(), "disk.silent"), (OSError(28, "x"), "disk.full"),
     (OSError(12345, "odd"), "disk.other"), (OSError(2, ""), "disk.missing")],
)  # fmt: skip
def test_the_reason_of_the_disk(error: OSError, key: str) -> None:
    found = disk.reason(error)
    assert found.key == key and found.values == ({"text": "odd"} if key == "disk.other" else {})


@pytest.mark.parametrize(("count", "longest"), [(399, 400), (400, 400), (401, 400), (3, 2)])
def test_a_sentence_is_one_line_of_at_most_so_many_letters(count: int, longest: int) -> None:
    said = disk.one_sentence("x" * count, longest)
    assert said == ("x" * count if count <= longest else "x" * (longest - 2) + "….")


# logs and reports -----------------------------------------------------------------------------------------------


def test_the_log_s_end_in_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Last crash" not in log.report(tmp_path) and log.report(tmp_path).endswith("\n\nThe log is empty.")
    monkeypatch.setattr(log, "SHOWN", 4)
    (tmp_path / log.NAME).write_bytes(b"abc\xffde \n")
    (tmp_path / log.CRASH).write_text("xcrash")
    assert log.report(tmp_path) == f"{log.versions()}\n\nLast crash:\nrash\n\nLog:\nde"
    assert log._version("no such package") == "?" and "numpy 2" in log.versions()


def test_a_log_is_closed_and_says_nothing_more(tmp_path: Path) -> None:
    handler = log.open_log(tmp_path)
    assert handler in log.logger.handlers and log.logger.level == log.logging.INFO
    log.close_log(handler)
    assert handler not in log.logger.handlers
    log.logger.error("said to nobody")
    assert "nobody" not in (tmp_path / log.NAME).read_text() and "started: rnnviz" in (tmp_path / log.NAME).read_text()
