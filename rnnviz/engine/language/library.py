"""The shipped cells: every TOML file in rnnviz/cells, by its file name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rnnviz.engine.errors import EngineError, ExperimentError, suggestion
from rnnviz.engine.language.cell import Cell

FOLDER = Path(__file__).resolve().parents[2] / "cells"
"""Where the shipped cells are: another file in it is another cell."""


@cache
def _load(path: Path) -> Cell:
    return Cell.from_file(path)


@cache
def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


class UnknownCell(EngineError, KeyError):
    """No shipped cell has this key."""


class _Library(Mapping[str, Cell]):
    """Key -> Cell; a file is read when its cell is first asked for."""

    @property
    def _keys(self) -> tuple[str, ...]:
        return _names(FOLDER)

    def __getitem__(self, key: str) -> Cell:
        if key not in self._keys:
            raise UnknownCell("cell.none", name=key, hint=suggestion(str(key), self._keys))
        return _load(FOLDER / f"{key}.toml")

    def __repr__(self) -> str:
        return f"CELLS({', '.join(self._keys)})"

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


CELLS: Mapping[str, Cell] = _Library()
"""Shipped cells by key, e.g. CELLS["lstm"]."""


def cell_of(given: Cell | str) -> Cell:
    """A cell, or the shipped one of that name; ExperimentError says what is wanted instead of anything else."""
    if isinstance(given, str) and "=" in given:
        raise ExperimentError("cell.text", text=given.strip().splitlines()[0])
    if isinstance(given, str):
        return CELLS[given]
    if not isinstance(given, Cell):
        raise ExperimentError("cell.kind", given=type(given).__name__)
    return given


def cell_title(key: str) -> str:
    """The name of a shipped cell, read off its file's first lines: a list of names needs no cell to be parsed."""
    with (FOLDER / f"{key}.toml").open(encoding="utf-8") as file:
        found = re.match(r'name\s*=\s*"([^"\\\n]+)"', file.readline())
    return found[1] if found else CELLS[key].name
