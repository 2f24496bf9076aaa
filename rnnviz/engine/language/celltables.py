"""What stands in a cell file beside the equations: stages, roles, sketch, places, sentences, start values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rnnviz.engine.errors import suggestion
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
class Stage:
    """What a lecturer calls a step: a name and its lines, in order."""

    name: str
    lines: tuple[str, ...]


def roles(read: CellText, names: list[str], states: tuple[str, ...], output: str) -> dict[str, str]:
    roles = {name: "cell" if name in states else "plain" for name in names}
    roles[output] = "hidden"
    for name, role in strings(read, "roles", names).items():
        if role not in ROLES:
            raise read.error(read.row_of("roles"), f"roles: unknown role {role}{suggestion(role, ROLES)}")
        roles[name] = role
    return roles


def strings(read: CellText, key: str, names: list[str]) -> dict[str, str]:
    table = read.table.get(key, {})
    for name, value in table.items():
        if name not in names:
            raise read.error(read.row_of(key), f"{key}: {name} is not a line{suggestion(name, names)}")
        if not isinstance(value, str):
            raise read.error(read.row_of(key), f"{key}: {name} must be a text in quotes")
    return dict(table)


def stages(read: CellText, names: list[str]) -> tuple[Stage, ...]:
    table = read.table.get("stages")
    if not table:
        return tuple(Stage(name, (name,)) for name in names)
    row = read.row_of("stages")
    seen: list[str] = []
    for stage, members in table.items():
        if not isinstance(members, list) or not members or not all(isinstance(m, str) for m in members):
            raise read.error(row, f"stages: {stage} must be a list of line names")
        for member in members:
            if member not in names:
                raise read.error(row, f"stages: {member} is not a line{suggestion(member, names)}")
            if member in seen:
                raise read.error(row, f"stages: {member} stands in two stages")
            seen.append(member)
    missing = [n for n in names if n not in seen]
    if missing:
        raise read.error(row, f"stages: {missing[0]} stands in no stage")
    if seen != names:
        raise read.error(row, "stages: the lines must stand in the order of the equations")
    return tuple(Stage(stage, tuple(members)) for stage, members in table.items())


def sketch(read: CellText, names: list[str], states: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    rows = read.rows("sketch")
    if not rows:
        return ()
    ends = {"x", *(f"{s}_prev" for s in states), *(f"{s}_next" for s in states)}
    seen: set[str] = set()
    for row, text in rows:
        for word in text.split():
            if word == ".":
                continue
            if word not in ends and word not in names:
                raise read.error(row, f"sketch: {word} is not a line{suggestion(word, [*names, *ends])}")
            if word in seen:
                raise read.error(row, f"sketch: {word} stands in the sketch twice")
            seen.add(word)
    missing = [name for name in names if name not in seen]
    if missing:
        raise read.error(read.row_of("sketch"), f"sketch: the line {missing[0]} is missing")
    width = max(len(text.split()) for _, text in rows)
    return tuple(tuple(text.split()) + (".",) * (width - len(text.split())) for _, text in rows)


def start(read: CellText, params: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    start: dict[str, float] = {}
    for name, value in read.table.get("start", {}).items():
        if name not in params:
            raise read.error(read.row_of("start"), f"start: {name} is not a parameter{suggestion(name, params)}")
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= 1e6:
            raise read.error(read.row_of("start"), f"start: {name} must be a number up to 1e6")
        start[name] = float(value)
    return start


def keep(read: CellText, names: list[str], params: Mapping[str, tuple[str, ...]]) -> Keep | None:
    table = read.table.get("keep")
    if not table:
        return None
    line, bias, keeps = str(table.get("line")), str(table.get("bias")), table.get("keeps", True)
    if line not in names or params.get(bias) != ("hidden",) or not isinstance(keeps, bool):
        why = "keep: wants line = a gate, bias = its bias vector, keeps = true or false"
        raise read.error(read.row_of("keep"), why)
    return Keep(line, bias, 1 if keeps else -1)


def place(read: CellText) -> dict[str, tuple[float, float]]:
    places: dict[str, tuple[float, float]] = {}
    for name, spot in read.table.get("place", {}).items():
        good = isinstance(spot, list) and len(spot) == 2
        if not good or not all(isinstance(v, int | float) and abs(v) < 1000 for v in spot):
            raise read.error(read.row_of("place"), f"place: {name} must be [x, y] in grid units")
        places[name] = (float(spot[0]), float(spot[1]))
    return places


def says(read: CellText, names: list[str]) -> Mapping[str, Mapping[str, str]]:
    spoken: dict[str, Mapping[str, str]] = {}
    for language, table in read.table.get("says", {}).items():
        if not isinstance(table, dict):
            raise read.error(_says_row(read, language), f"says.{language} must be a table of sentences")
        for name, sentence in table.items():
            if name not in names or not isinstance(sentence, str):
                why = f"says.{language}: {name} is not a line with a sentence"
                raise read.error(_says_row(read, language), why)
        spoken[language] = MappingProxyType(dict(table))
    return MappingProxyType(spoken)


def _says_row(read: CellText, language: str) -> int:
    return max(read.row_of("says"), read.row_of(f"says.{language}"))
