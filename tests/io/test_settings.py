"""Settings are plain values: kept whole, read without executing anything, dropped with a sentence where damaged."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.io import settings as module
from rnnviz.io.settings import MAX_BYTES, NAME, old_settings, read_settings, write_settings

VALUES = {"theme": "light", "maximized": True, "rect": [0, -10, 1600, 900], "seen": 3}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none") == ({}, None)
    assert write_settings(tmp_path / "new", VALUES) is None
    assert read_settings(tmp_path / "new") == (VALUES, None)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "damaged at line 1"),
        (b"", "is empty"),
        (b"[1, 2]", "is damaged or too large"),
        (b'{"theme": NaN}', "holds NaN"),
        (b"\xff\xfe{", "is not UTF-8 text"),
        (b"{" + b" " * MAX_BYTES + b"}", "is damaged or too large"),
        (b'{"a": ' * 40 + b"1" + b"}" * 40, "is nested deeper"),
    ],
)
def test_damaged_settings_are_dropped_with_a_sentence(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / NAME).write_bytes(data)
    values, said = read_settings(tmp_path)
    assert values == {} and why in str(said) and str(said).startswith("The settings of the last launch are not used")


def test_values_that_are_not_plain_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"theme": "dark", "x": {"y": 1}, "z": null, "rect": [[1]]}')
    assert read_settings(tmp_path) == ({"theme": "dark"}, None)


def test_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(tmp_path, VALUES)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module, "write_whole", full)
    assert "the disk is full" in str(write_settings(tmp_path, {"theme": "dark"}))
    assert read_settings(tmp_path)[0] == VALUES


OLD = """[General]
chain=false
fractions=0.5000 0.2500
hidden_panels=plots
maximized=true
motion=@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\x13PySide::PyObjectWrapper\\0\\0\\0\\0\\x80\\x4)
rect=@Rect(10 -20 1600 900)
theme=light
evil=import os
"""


def test_the_old_file_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "rnnviz.conf").write_text(OLD)
    assert old_settings(tmp_path / "rnnviz.conf") == {
        "chain": False, "fractions": "0.5000 0.2500", "hidden_panels": "plots", "maximized": True,
        "rect": [10, -20, 1600, 900], "theme": "light",
    }  # fmt: skip
    assert old_settings(tmp_path / "none.conf") == {}


@given(st.binary(max_size=300))
def test_any_bytes_are_settings_or_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / NAME).write_bytes(data)
    (folder / "old").write_bytes(b"theme=" + data)
    values, said = read_settings(folder)
    assert said is None or not values
    assert set(old_settings(folder / "old")) <= set(module.OLD_KEYS)
