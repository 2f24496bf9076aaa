"""Draft: a cell while it is being typed. Frozen; becomes a cell, or the TOML text of its file, and comes back from it.

What the editor shows has fields of its own. Everything else of the cell it was started from (spoken names, stages,
places on the grid, sentences in other languages) is kept in `tables` as it is; `toml` writes as much of it as still
fits the equations, so that a line that is gone for a moment brings its colours back when it returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rnnviz.engine import Cell, CellError
from rnnviz.engine.language.cellfile import read_text
from rnnviz.engine.language.celltables import ROLES
from rnnviz.engine.language.equations import is_start
from rnnviz.engine.language.letters import plain
from rnnviz.engine.language.syntax import split_comment
from rnnviz.model.draft.toml_text import toml_text, writable
from rnnviz.model.picture.build import unkept_picture
from rnnviz.model.setup.choices import chosen_cell, written_cell

OWN_KEY = "own"
"""What a setup calls a cell that is no shipped one."""
ORDER = ("name", "source", "note", "conventions", "output", "equations", "sketch")
OWN = ("name", "output", "equations", "sketch", "roles")
DRAWING = ("place", "wires", "labels")
LONGEST_NAME, SHORT_NAME = 18, 14
"""Characters of a comment's beginning that still count as a spoken name, and as one that a box has room for."""
_TARGET = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)")
_COMMENT = re.compile(r"(?<=\S) {4,}#")
"""Comments below each other in a file; in a field as wide as a hand they would stand beyond its edge."""
_BREAKS = re.compile(r"\r\n|[\r\u2028\u2029\x0b\x0c\x1c-\x1e\x85]")


@dataclass(frozen=True, slots=True)
class Draft:
    """name, equations and sketch as typed; output: the line that is read out ("": h, else the last one).

    roles: colour family by line, those the user chose included. origin, laid, called: the equations, the sketch
    and the name that `tables` came with.
    """

    name: str = ""
    equations: str = ""
    sketch: str = ""
    output: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""
    laid: str = ""
    called: str = ""

    @classmethod
    def from_text(cls, text: str, file: str = "<text>") -> Draft:
        """The draft of a cell file, whose equations may be wrong; CellError where it is no cell file at all."""
        table = read_text(text, file).table
        roles = {k: v for k, v in table.get("roles", {}).items() if isinstance(v, str) and v in ROLES}
        rest = {key: value for key, value in table.items() if key not in OWN and writable(value)}
        equations = clean(_COMMENT.sub("   #", str(table["equations"])))
        sketch = clean(str(table.get("sketch", "")))
        return cls(
            name=one_line(str(table["name"])),
            equations=equations,
            sketch=sketch,
            output=str(table.get("output", "")),
            roles=roles,
            tables=rest,
            origin=equations,
            laid=sketch,
            called=one_line(str(table["name"])),
        )

    @classmethod
    def from_cell(cls, cell: Cell) -> Draft:
        return cls.from_text(cell.text, cell.name)

    @property
    def rows(self) -> list[str]:
        """The lines of the text, as typed."""
        return self.equations.split("\n")

    def with_role(self, line: str, role: str) -> Draft:
        """Another colour for a line."""
        return replace(self, roles={**self.roles, line: role})

    def with_output(self, line: str) -> Draft:
        """Another line that is read out."""
        return replace(self, output=line)

    def named(self, name: str) -> Draft:
        return replace(self, name=one_line(name))

    def typed(self, equations: str) -> Draft:
        return replace(self, equations=clean(equations))

    def sketched(self, sketch: str) -> Draft:
        return replace(self, sketch=clean(sketch))

    def toml(self) -> str:
        """The text of the cell's file: what is typed, and of the rest what fits."""
        return toml_text(_drawn(self.fitting()))

    def plain_toml(self) -> str:
        """The same, whether or not places and wires fit: for a draft whose equations may be wrong."""
        return toml_text(self.fitting())

    def cell(self) -> Cell:
        """The cell of the draft, with the text of its file; CellError where it is none."""
        table = _drawn(self.fitting())
        return written_cell(OWN_KEY, cell_of_table(table, toml_text(table)))

    def fitting(self) -> dict[str, Any]:
        """The tables of the cell's file: what is typed, and of the rest what fits its names."""
        named = dict.fromkeys(targets(self.rows))
        lines = [name for name in named if not is_start(name, named)]
        table: dict[str, Any] = {key: self.tables[key] for key in ORDER if key in self.tables}
        table |= {"name": self.name, "equations": self.equations + "\n", "sketch": self.sketch + "\n"}
        table |= {"output": self.output, "roles": self.roles}
        table |= {key: value for key, value in self.tables.items() if key not in table}
        said = self._still(lines, code=False)
        table["roles"] = _only(self.roles, lines)
        table["names"] = self._names(lines, said)
        table["stages"] = stages_of(table.get("stages", {}), lines, self._still(lines))
        table["says"] = self._says(table, lines, said)
        table["keep"], table["start"] = self._keep(lines), _only(table.get("start", {}), self._words())
        if self.output not in lines:
            del table["output"]
        fits = self.sketch != self.laid or _sketch_fits(self.sketch, lines, self._words())
        if not self.sketch.strip() or not fits:
            del table["sketch"]
        if self.sketch != self.laid:  # a sketch of one's own is meant to be seen
            table = {key: value for key, value in table.items() if key not in DRAWING}
        found = [*ORDER, *(key for key in table if key not in ORDER)]
        return {key: table[key] for key in found if key in table and (table[key] or key in ("name", "equations"))}

    def _names(self, lines: list[str], said: list[str]) -> dict[str, str]:
        """Short names of lines: those there were, else what stands before the comment's colon, without "gate"."""
        names = _texts(self.tables.get("names", {}), lines)
        for line, (_, says) in _by_target(self.rows).items():
            head = spoken_head(says).removesuffix(" gate")
            if 0 < len(head) <= SHORT_NAME and (line not in said or line not in names):
                names[line] = head
        return {line: names[line] for line in lines if line in names}

    def _says(self, table: Mapping[str, Any], lines: list[str], said: list[str]) -> dict[str, Any]:
        """What is said in other languages of lines that still say the same, and of the cell while it has its name."""
        found: dict[str, Any] = {}
        for language, words in _tables(self.tables.get("says", {})).items():
            parts = _tables(words)
            known = {"stages": table["stages"] or lines, "names": said}
            kept = {part: _texts(parts.get(part), names) for part, names in known.items()}
            kept["cell"] = dict(_tables(parts.get("cell"))) if self.name == self.called else {}
            found[language] = _texts(words, said) | {part: texts for part, texts in kept.items() if texts}
        return found

    def _still(self, lines: list[str], code: bool = True) -> list[str]:
        """Lines that still say what they said at first or, where `code` is asked, still compute it."""
        then, now = _by_target(self.origin.split("\n")), _by_target(self.rows)
        return [n for n in lines if n in then and (then[n][1] == now[n][1] or (code and then[n][0] == now[n][0]))]

    def _words(self) -> set[str]:
        code = "\n".join(row.partition("#")[0] for row in self.rows)
        return set(re.findall(r"\w+", code))

    def _keep(self, lines: list[str]) -> Mapping[str, Any]:
        keep = self.tables.get("keep", {})
        fits = keep.get("line") in lines and str(keep.get("bias")) in self._words()
        return dict(keep) if fits else {}


def cell_of(text: str) -> Cell:
    """The cell of a text, by the cache that a setup asks: what is read, drawn and run is one object."""
    return chosen_cell(OWN_KEY, text)


def clean(text: str) -> str:
    """Text fit for a file, without empty lines at its end."""
    return plain_lines(text).rstrip()


def plain_lines(text: str) -> str:
    """Text with one kind of line break and no characters that cannot be seen."""
    text = _BREAKS.sub("\n", text.replace("\t", "    "))
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def spoken_head(says: str) -> str:
    """'forget gate: how much to keep' -> 'forget gate'; "" for a comment without a short beginning before a colon."""
    head, colon, _ = says.partition(":")
    return head.strip() if colon and len(head.strip()) <= LONGEST_NAME else ""


def targets(rows: Iterable[str]) -> list[str]:
    """The name that each row with an equation seems to assign; rows without one are left out."""
    found = (_TARGET.match(plain(row)) for row in rows)
    return [match[1] for match in found if match is not None]


def _by_target(rows: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Line -> (equation, comment)."""
    return {name: split_comment(row) for row in rows for name in targets([row])}


def stages_of(stages: Mapping[str, Any], lines: list[str], known: Iterable[str]) -> dict[str, list[str]]:
    """Stages fitted to other lines: those known keep their stage, others are one of their own; {} for none at all."""
    kept = set(known)
    named = [(stage, line) for stage, members in stages.items() if isinstance(members, list) for line in members]
    home = {line: stage for stage, line in named if isinstance(line, str) and line in kept}
    if not any(line in home for line in lines):
        return {}
    found: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        stage = home.get(line, "")
        if not stage or (stage != last and stage in found):  # new, or parted from the others of its stage
            stage = line
            while stage in found or (stage in stages and stage != home.get(line)):
                stage += "'"
        found.setdefault(stage, []).append(line)
        last = stage
    return found


def _only(table: Any, names: Iterable[str]) -> dict[str, Any]:
    known = set(names)
    return {key: value for key, value in _tables(table).items() if key in known}


def _texts(table: Any, names: Iterable[str]) -> dict[str, str]:
    return {key: value for key, value in _only(table, names).items() if isinstance(value, str)}


def _tables(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sketch_fits(sketch: str, lines: list[str], words: set[str]) -> bool:
    """Whether a sketch names the lines, and of the states those that are read."""
    named = {word for word in sketch.split() if word not in (".", "x")}
    ends = {word for word in named if word.endswith(("_prev", "_next"))}
    read = {word.removesuffix("_next").removesuffix("_prev") + "_prev" for word in ends}
    return named - ends == set(lines) and read <= words


def cell_of_table(table: Mapping[str, Any], text: str = "") -> Cell:
    """The cell of the tables of a file; CellError."""
    return Cell.build(str(table["equations"]), table, str(table["name"]), text)


def _drawn(table: dict[str, Any]) -> dict[str, Any]:
    """The tables without places and wires where those no longer fit the equations."""
    if not any(key in table for key in DRAWING):
        return table
    try:
        unkept_picture(cell_of_table(table))
    except CellError:
        return {key: value for key, value in table.items() if key not in DRAWING}
    return table
