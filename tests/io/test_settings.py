"""Settings are plain values: kept whole, read without executing anything, dropped with a sentence where damaged."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.io import settings as module
from rnnviz.io.settings import MAX_BYTES, NAME, forget_old, old_settings, read_settings, write_settings

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


def test_settings_are_written_again_and_again_into_a_folder_as_deep_as_it_must_be(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep"
    for theme in ("light", "dark"):
        assert write_settings(folder, {"theme": theme}) is None
        assert read_settings(folder) == ({"theme": theme}, None)
    (tmp_path / "file").touch()
    said = write_settings(tmp_path / "file", {})
    assert said is not None and said.key == "settings.unkept"


def test_settings_up_to_their_limit(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b'{"a": 1}' + b" " * (MAX_BYTES - 8))
    assert read_settings(tmp_path) == ({"a": 1}, None)
    (tmp_path / NAME).write_bytes(b'{"a": 1}' + b" " * (MAX_BYTES - 7))
    said = read_settings(tmp_path)[1]
    assert said is not None and said.key == "settings.dropped" and said.values["file"] == NAME
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    values, said = read_settings(tmp_path)
    assert values == {} and said is not None and said.values["why"].key == "it.unread"


@pytest.mark.parametrize(
    ("value", "kept"),
    [("x", True), (1, True), (0.5, True), (True, True), ([1, "a", 0.5, True], True), ([], True), ([[]], False),
     ([1, None], False), (None, False), ({}, False)],
)  # fmt: skip
def test_which_values_are_plain(value: object, kept: bool) -> None:
    assert module._plain(value) == kept


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("theme=dark", {"theme": "dark"}), ("  theme=a b.c  ", {"theme": "a b.c"}), ("chain=true", {"chain": True}),
        ("chain=false", {"chain": False}), ("theme=a/b", {}), ("rect=@Rect(1 -2 3 4)", {"rect": [1, -2, 3, 4]}),
        ("rect=@Rect(1 2 -3 4)", {}), ("rect=@Rect(1234567 2 3 4)", {}), ("theme=", {"theme": ""}), ("colour=dark", {}),
    ],
)  # fmt: skip
def test_a_line_of_the_old_file(line: str, found: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "old").write_text(f"[General]\n{line}\n")
    assert old_settings(tmp_path / "old") == found


def test_the_old_file_is_forgotten_whether_it_is_there_or_not(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("theme=dark")
    forget_old(tmp_path / "old")
    forget_old(tmp_path / "old")
    assert not (tmp_path / "old").exists()


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
