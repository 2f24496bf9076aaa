"""What stands in a cell file beside the equations: stages, roles, sketch, places, sentences, start values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rnnviz.engine.errors import meant, nearest, suggestion
from rnnviz.engine.language.cellfile import CellText

ROLES = ("forget", "reset", "input", "candidate", "output", "update", "cell", "hidden", "plain")
"""Colour families a line may have; the palette lives in view/look/style.py."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Which gate remembers: its line, its bias, and the sign of that bias towards keeping (+1 keeps, -1 replaces)."""

    line: str
    bias: str
    sign: int


@dataclass(frozen=True, slots=True)
class CellStage:
    """What a lecturer calls a step: a name and its lines, in order."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cell in one language: stages by their name in the file, names and sentences by line. What is missing is ""
    or not in the table."""

    name: str = ""
    note: str = ""
    conventions: tuple[str, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def roles(read: CellText, names: list[str], states: tuple[str, ...], output: str) -> dict[str, str]:
    roles = {name: "cell" if name in states else "plain" for name in names}
    roles[output] = "hidden"
    for name, role in strings(read, "roles", names).items():
        if role not in ROLES:
            raise read.error("roles", "table.role", name=role, hint=suggestion(role, ROLES))
        roles[name] = role
    return roles


def strings(read: CellText, key: str, names: list[str]) -> dict[str, str]:
    table = read.table.get(key, {})
    for name, value in table.items():
        if name not in names:
            raise read.error(key, "table.line", table=key, name=name, hint=suggestion(name, names))
        if not isinstance(value, str):
            raise read.error(key, "table.text", table=key, name=name)
    return dict(table)


def stages(read: CellText, names: list[str]) -> tuple[CellStage, ...]:
    table = read.table.get("stages")
    if not table:
        return tuple(CellStage(name, (name,)) for name in names)
    seen: list[str] = []
    for stage, members in table.items():
        if not isinstance(members, list) or not members or not all(isinstance(m, str) for m in members):
            raise read.error("stages", "stages.list", name=stage)
        for member in members:
            if member not in names:
                hint = suggestion(member, names)
                raise read.error("stages", "table.line", table="stages", name=member, hint=hint)
            if member in seen:
                raise read.error("stages", "stages.twice", name=member)
            seen.append(member)
    missing = [n for n in names if n not in seen]
    if missing:
        raise read.error("stages", "stages.missing", name=missing[0])
    if seen != names:
        raise read.error("stages", "stages.order")
    return tuple(CellStage(stage, tuple(members)) for stage, members in table.items())


def sketch(read: CellText, names: list[str], states: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    rows = read.rows("sketch")
    if not rows:
        return ()
    ends = {"x", *(f"{s}_prev" for s in states), *(f"{s}_next" for s in states)}
    seen: set[str] = set()
    for row, text in rows:
        for found in re.finditer(r"\S+", text):
            word = found[0]
            if word == ".":
                continue
            if word not in ends and word not in names:
                near = nearest(word, [*names, *ends])
                raise read.error("sketch", "sketch.line", row, found.span(), near, name=word, hint=meant(near))
            if word in seen:
                raise read.error("sketch", "sketch.twice", row, found.span(), name=word)
            seen.add(word)
    missing = [name for name in names if name not in seen]
    if missing:
        raise read.error("sketch", "sketch.missing", name=missing[0])
    width = max(len(text.split()) for _, text in rows)
    return tuple(tuple(text.split()) + (".",) * (width - len(text.split())) for _, text in rows)


def start(read: CellText, params: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    start: dict[str, float] = {}
    for name, value in read.table.get("start", {}).items():
        if name not in params:
            raise read.error("start", "start.parameter", name=name, hint=suggestion(name, params))
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= 1e6:
            raise read.error("start", "start.number", name=name)
        start[name] = float(value)
    return start


def keep(read: CellText, names: list[str], params: Mapping[str, tuple[str, ...]]) -> Keep | None:
    table = read.table.get("keep")
    if not table:
        return None
    line, bias, keeps = str(table.get("line")), str(table.get("bias")), table.get("keeps", True)
    if line not in names or params.get(bias) != ("hidden",) or not isinstance(keeps, bool):
        raise read.error("keep", "keep.wants")
    return Keep(line, bias, 1 if keeps else -1)


def place(read: CellText) -> dict[str, tuple[float, float]]:
    places: dict[str, tuple[float, float]] = {}
    for name, spot in read.table.get("place", {}).items():
        good = isinstance(spot, list) and len(spot) == 2
        if not good or not all(isinstance(v, int | float) and abs(v) < 1000 for v in spot):
            raise read.error("place", "place.numbers", name=name)
        places[name] = (float(spot[0]), float(spot[1]))
    return places


def says(read: CellText, names: list[str]) -> Mapping[str, Mapping[str, str]]:
    """Language -> line -> sentence."""
    return MappingProxyType({language: _sentences(read, language, names) for language in read.table.get("says", {})})


def _sentences(read: CellText, language: str, names: list[str]) -> Mapping[str, str]:
    table = read.table["says"][language]
    if not isinstance(table, dict):
        raise read.error("says", "says.table", language=language)
    said = {name: sentence for name, sentence in table.items() if not isinstance(sentence, dict)}
    for name, sentence in said.items():
        if name not in names or not isinstance(sentence, str):
            raise read.error(f"says.{language}", "says.line", language=language, name=name)
    return MappingProxyType(said)


def spoken(read: CellText, names: list[str]) -> Mapping[str, Spoken]:
    """Language -> the cell's name, note, conventions, and the names of its stages and lines in it."""
    return MappingProxyType({language: _spoken(read, language, names) for language in read.table.get("says", {})})


def _spoken(read: CellText, language: str, names: list[str]) -> Spoken:
    given = {part: table for part, table in read.table["says"][language].items() if isinstance(table, dict)}
    known = {"cell": ("name", "note", "conventions"), "stages": list(read.table.get("stages", names)), "names": names}
    for part, table in given.items():
        for name, text in table.items():
            good = _listed(text) if (part, name) == ("cell", "conventions") else isinstance(text, str)
            if name not in known.get(part, ()) or not good:
                raise read.error(f"says.{language}.{part}", "says.part", language=language, part=part, name=name)
    cell = dict(given.get("cell", {}))
    conventions = tuple(cell.pop("conventions", ()))
    return Spoken(**cell, conventions=conventions, stages=given.get("stages", {}), names=given.get("names", {}))


def _listed(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
