"""Drafts that were left: kept each for itself, forgotten when done, and never without a word."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rnnviz.engine import CELLS
from rnnviz.io import drafts as module
from rnnviz.io.cells import CellFileError
from rnnviz.io.drafts import DraftShelf
from rnnviz.model.draft.draft import Draft

WRONG = Draft("Half", "h = tanh(W @ x +")
WHOLE = Draft.from_cell(CELLS["lstm"]).named("Mine")


def names(folder: Path, key: str) -> list[str]:
    """The drafts under a key that a new process finds, one after the other."""
    shelf, found = DraftShelf(folder), []
    while (draft := shelf.find(key)) is not None:
        found.append(draft.name)
        shelf.forget(key)
    return found


def test_each_draft_comes_back_by_what_it_was_begun_from(tmp_path: Path) -> None:
    key, folder = CELLS["lstm"].text, tmp_path / "new" / "folder"
    DraftShelf(folder).keep({"new": WRONG, key: WHOLE})
    shelf = DraftShelf(folder)
    found = shelf.find("new"), shelf.find(key)
    assert [(d.name, d.equations) for d in found if d] == [(d.name, d.equations) for d in (WRONG, WHOLE)]
    assert shelf.find(key + " ") is None
    shelf.forget("new")
    shelf.forget("new")
    assert shelf.find("new") is None and shelf.find(key) is not None


def test_a_draft_kept_again_takes_the_place_of_its_former_self(tmp_path: Path) -> None:
    DraftShelf(tmp_path).keep({"new": WRONG})
    shelf = DraftShelf(tmp_path)
    assert shelf.find("new") is not None
    shelf.keep({"new": WRONG.named("Once")})
    shelf.keep({"new": WRONG.named("Twice")})
    assert names(tmp_path, "new") == ["Twice"]


def test_drafts_of_two_processes_both_survive(tmp_path: Path) -> None:
    DraftShelf(tmp_path).keep({"new": WRONG})
    one, other = DraftShelf(tmp_path), DraftShelf(tmp_path)
    assert one.find("new") and other.find("new")
    one.keep({"new": WRONG.named("One")})
    other.keep({"new": WRONG.named("Other")})
    first, second = sorted((tmp_path / "drafts").iterdir(), key=lambda path: len(path.name))
    os.utime(first, (200, 200))
    os.utime(second, (100, 100))
    assert names(tmp_path, "new") == ["One", "Other"]


def test_what_another_process_left_is_not_forgotten_with_ones_own(tmp_path: Path) -> None:
    one, other = DraftShelf(tmp_path), DraftShelf(tmp_path)
    one.keep({"new": WRONG.named("One")})
    other.keep({"new": WRONG.named("Other")})
    other.forget("new")
    assert names(tmp_path, "new") == ["One"]


def test_drafts_of_an_ended_process_are_taken_in_beside_ones_own(tmp_path: Path) -> None:
    left = DraftShelf(tmp_path / "left")
    left.keep({"new": WRONG.named("Left")})
    shelf = DraftShelf(tmp_path)
    shelf.keep({"new": WRONG.named("Own")})
    shelf.take_in(list((tmp_path / "left" / "drafts").iterdir()))
    assert sorted(names(tmp_path, "new")) == ["Left", "Own"]


def test_a_damaged_file_is_no_draft(tmp_path: Path) -> None:
    DraftShelf(tmp_path).keep({"new": WHOLE})
    (file,) = (tmp_path / "drafts").iterdir()
    file.write_bytes(b"\xff\xfe")
    assert DraftShelf(tmp_path).find("new") is None


def test_what_could_not_be_read_again_is_refused_and_the_others_are_kept(tmp_path: Path) -> None:
    long = Draft("Long", "\n".join(["h = tanh(W @ x)"] * 20_000))
    shelf = DraftShelf(tmp_path)
    with pytest.raises(CellFileError, match="The draft of “Long” is larger than the limit of 256 kB for a cell"):
        shelf.keep({"long": long, "new": WHOLE})
    assert shelf.find("long") is None and shelf.find("new") is not None


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(CellFileError, match="The draft of “Mine” cannot be kept, because the disk is full"):
        DraftShelf(tmp_path).keep({"new": WHOLE})
