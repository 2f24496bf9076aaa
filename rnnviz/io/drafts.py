"""Drafts of cells that were left unfinished: one file each, found again by what the draft was begun from."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path

from rnnviz.engine.language.cellfile import MAX_BYTES
from rnnviz.io.cells import SUFFIX, CellFileError, load_draft
from rnnviz.io.disk import fingerprint, reason, write_whole
from rnnviz.io.refused import told
from rnnviz.model.draft.draft import Draft

FOLDER = "drafts"


class DraftShelf:
    """The drafts in a folder, as one process sees them.

    Two processes may leave drafts of one cell: what this one has neither read nor written it neither overwrites nor
    removes, but puts its own beside it. The newest is found first, and the other one after that is done with.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._own: set[str | None] = set()
        """Fingerprints of the files this process has read or written."""

    def keep(self, drafts: Mapping[str, Draft]) -> None:
        """Write each draft under its key. CellFileError for the first that could not be; the others are kept."""
        failed: list[CellFileError] = []
        for key, draft in drafts.items():
            try:
                self._keep(key, draft)
            except CellFileError as error:
                failed.append(error)
        if failed:
            raise failed[0]

    def find(self, key: str) -> Draft | None:
        """The newest draft under a key; None where there is none that can be read."""
        for path in self._files(key):
            with contextlib.suppress(CellFileError):
                draft = load_draft(path)
                self._own.add(fingerprint(path))
                return draft
        return None

    def forget(self, key: str) -> None:
        """This process's draft under a key is done with."""
        for path in self._files(key):
            if fingerprint(path) in self._own:
                with contextlib.suppress(OSError):
                    path.unlink()

    def take_in(self, files: list[Path]) -> None:
        """Put files of drafts here that another process left in a shelf of its own. OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = next(path for path in _names(self._folder / file.name) if not path.exists())
            shutil.copy2(file, target)

    def _keep(self, key: str, draft: Draft) -> None:
        data, name = draft_bytes(draft), told("draft.named", name=draft.name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._free(key)
            write_whole(path, data)
        except OSError as error:
            raise CellFileError("file.unkept", file=name, reason=reason(error)) from None
        self._own.add(fingerprint(path))

    def _free(self, key: str) -> Path:
        """The first name under a key that no other process's draft has."""
        return next(p for p in _names(self._path(key)) if not p.exists() or fingerprint(p) in self._own)

    def _files(self, key: str) -> list[Path]:
        path = self._path(key)
        try:
            found = [(file.stat().st_mtime_ns, file) for file in path.parent.glob(f"{path.stem}*{SUFFIX}")]
        except OSError:
            return []
        return [file for _, file in sorted(found, reverse=True)]

    def _path(self, key: str) -> Path:
        """A key may be the whole text of a cell."""
        return self._folder / f"{sha256(key.encode()).hexdigest()[:24]}{SUFFIX}"


def draft_bytes(draft: Draft) -> bytes:
    """The file of a draft. CellFileError where it is too large to be read again."""
    data = draft.plain_toml().encode()
    if len(data) > MAX_BYTES:
        raise CellFileError("cell.large", file=told("draft.named", name=draft.name), limit=MAX_BYTES // 1024)
    return data


def _names(path: Path) -> Iterator[Path]:
    """A file's name, and others like it: a.toml, a-2.toml, a-3.toml, ..."""
    yield path
    yield from (path.with_stem(f"{path.stem}-{number}") for number in count(2))
