"""Drafts of cells that were left unfinished: one file each, found again by what the draft was begun from."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from rnnviz.engine.language.cellfile import MAX_BYTES
from rnnviz.io.cells import SUFFIX, CellFileError, load_draft
from rnnviz.io.disk import reason, write_whole
from rnnviz.io.refused import told
from rnnviz.model.draft.draft import Draft

FOLDER = "drafts"


def keep_drafts(folder: Path, drafts: Mapping[str, Draft]) -> None:
    """Write each draft under its key. CellFileError for the first that could not be read again; the others are kept."""
    failed: list[CellFileError] = []
    for key, draft in drafts.items():
        try:
            _keep(_path(folder, key), draft)
        except CellFileError as error:
            failed.append(error)
    if failed:
        raise failed[0]


def kept_draft(folder: Path, key: str) -> Draft | None:
    """The draft under a key; None where there is none that can be read."""
    try:
        return load_draft(_path(folder, key))
    except CellFileError:
        return None


def forget_draft(folder: Path, key: str) -> None:
    """The draft under a key is done with."""
    with contextlib.suppress(OSError):
        _path(folder, key).unlink(missing_ok=True)


def _keep(path: Path, draft: Draft) -> None:
    data, name = draft.plain_toml().encode(), told("draft.named", name=draft.name)
    if len(data) > MAX_BYTES:
        raise CellFileError("cell.large", file=name, limit=MAX_BYTES // 1024)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise CellFileError("file.unkept", file=name, reason=reason(error)) from None


def _path(folder: Path, key: str) -> Path:
    """A key may be the whole text of a cell."""
    return folder / FOLDER / f"{sha256(key.encode()).hexdigest()[:24]}{SUFFIX}"
