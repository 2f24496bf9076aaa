"""Drafts that were left: kept each for itself, forgotten when done, and never without a word."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rnnviz.engine import CELLS
from rnnviz.io import drafts as module
from rnnviz.io.cells import CellFileError
from rnnviz.io.drafts import forget_draft, keep_drafts, kept_draft
from rnnviz.model.draft.draft import Draft

WRONG = Draft("Half", "h = tanh(W @ x +")
WHOLE = Draft.from_cell(CELLS["lstm"]).named("Mine")


def test_each_draft_comes_back_by_what_it_was_begun_from(tmp_path: Path) -> None:
    key = CELLS["lstm"].text
    keep_drafts(tmp_path / "new" / "folder", {"new": WRONG, key: WHOLE})
    folder = tmp_path / "new" / "folder"
    found = kept_draft(folder, "new"), kept_draft(folder, key)
    assert [(d.name, d.equations) for d in found if d] == [(d.name, d.equations) for d in (WRONG, WHOLE)]
    assert kept_draft(folder, key + " ") is None
    forget_draft(folder, "new")
    forget_draft(folder, "new")
    assert kept_draft(folder, "new") is None and kept_draft(folder, key) is not None


def test_a_damaged_file_is_no_draft(tmp_path: Path) -> None:
    keep_drafts(tmp_path, {"new": WHOLE})
    (file,) = (tmp_path / "drafts").iterdir()
    file.write_bytes(b"\xff\xfe")
    assert kept_draft(tmp_path, "new") is None


def test_what_could_not_be_read_again_is_refused_and_the_others_are_kept(tmp_path: Path) -> None:
    long = Draft("Long", "\n".join(["h = tanh(W @ x)"] * 20_000))
    with pytest.raises(CellFileError, match="The draft of “Long” is larger than the limit of 256 kB for a cell"):
        keep_drafts(tmp_path, {"long": long, "new": WHOLE})
    assert kept_draft(tmp_path, "long") is None and kept_draft(tmp_path, "new") is not None


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(CellFileError, match="The draft of “Mine” cannot be kept, because the disk is full"):
        keep_drafts(tmp_path, {"new": WHOLE})
