"""What can be understood of a draft: every problem with its place, and the cell that the good lines make.

A line that is wrong becomes a hole: a line of the same name whose value is left out, so that the others are drawn and
computed all the same. Where the error says how to mend it, the hole has the mended line's shape; else it reads what
can be recognised in the line. Lines that need a hole's value wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rnnviz.engine import Cell, CellError
from rnnviz.engine.language.cellfile import MAX_EQUATIONS
from rnnviz.engine.language.letters import plain
from rnnviz.engine.language.syntax import split_comment
from rnnviz.engine.wording import Message
from rnnviz.model.draft.draft import OWN_KEY, Draft, cell_of_table, spoken_head, targets
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.setup import Setup

GOOD, BROKEN, WAITS = "good", "broken", "waits"
_HOLE = "hole"
_MENDINGS = 3
_WORD = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong. where: "equations", "sketch", "name" or "cell"; row: counted from 0 in that text.

    start, end: the wrong characters of the row; number: what the editor calls the line; why: with lines counted as
    the editor does; fix: what to write in the place of the characters, "" where nobody knows.
    """

    where: str
    row: int
    number: int
    start: int
    end: int
    why: Message
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One equation of the text. number counts equations from 1; state: "good", "broken" or "waits" (for a number)."""

    number: int
    row: int
    name: str
    spoken: str
    state: str
    waits_for: int = 0


@dataclass(frozen=True, slots=True)
class Understanding:
    """text: TOML of what can be drawn ("" for nothing at all), `cell` what it is; entries: the equations.

    holes: line -> its problem, for the lines of `cell` that stand in for wrong ones; waiting: lines that need them.
    """

    draft: Draft
    problems: tuple[Problem, ...]
    text: str
    cell: Cell | None
    entries: tuple[Entry, ...]
    holes: dict[str, Problem]
    waiting: dict[str, int]

    @property
    def good(self) -> bool:
        """Whether the draft is a cell as it stands."""
        return not self.problems and self.cell is not None

    @property
    def understood(self) -> int:
        """How many equations are."""
        return sum(entry.state != BROKEN for entry in self.entries)

    @property
    def params(self) -> dict[str, tuple[str, ...]]:
        """Parameters of the lines that are written, by name."""
        params = self.cell.params if self.cell is not None else {}
        return {name: shape for name, shape in params.items() if f"_{_HOLE}" not in name}

    def setup(self, base: Setup, hidden: int) -> Setup:
        """What is understood as the only layer, on the input and seed of another setup; holes count as 0."""
        alone = base.with_layers((LayerChoice(OWN_KEY, self.text, hidden),))
        holds = tuple(Hold(name, 0.0) for name in self.holes)
        return replace(alone.with_weights(keep_bias=None, given=Arrays()), start=Arrays(), holds=holds)


def understand(draft: Draft) -> Understanding:
    """Read a draft as far as it goes; never raises."""
    reading = _Reading(draft)
    while reading.problem():
        pass
    return reading.result()


class _Reading:
    """The draft with more and more holes, until what is left is a cell."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.trial = draft, draft
        self.rows = draft.rows
        numbered = [row for row, text in enumerate(self.rows) if split_comment(text)[0]]
        self.numbers = {row: number for number, row in enumerate(numbered, 1)}
        self.problems: dict[tuple[str, int], Problem] = {}
        self.names: dict[int, str] = {}
        self.stand_ins: dict[int, Iterator[str]] = {}
        self.mended: dict[int, int] = {}
        self.cell: Cell | None = None

    def problem(self) -> bool:
        """Try once; whether something was wrong that can be left out to try again."""
        try:
            cell_of_table(self.trial.fitting())
        except CellError as error:
            return self._leave_out(error)
        self.cell = self.trial.cell()
        return False

    def _leave_out(self, error: CellError) -> bool:
        found = self._placed(error)
        key = (found.where, found.row)
        known = key in self.problems
        inherited = found.where == "sketch" and self.draft.sketch == self.draft.laid
        if not inherited and (found.where != "cell" or not self.problems):
            self.problems.setdefault(key, found)
        if found.where == "equations":
            self._dig(found)
        elif found.where == "sketch":
            self.trial = replace(self.trial, sketch="", laid="")
        elif found.where == "name" and not known:
            self.trial = self.trial.named("?")
        else:
            return False
        return True

    def _placed(self, error: CellError) -> Problem:
        """Where in the draft the cell's error is."""
        if error.part == "sketch":
            return _on_row(error, self.draft.sketch.split("\n"), max(0, error.row) + 1, error.why)
        if error.part == "equations" and error.row in self.numbers:
            other = self.numbers.get(error.why.values.get("other", -1), 0)
            why = error.why.having(line=other) if "other" in error.why.values else error.why
            return _on_row(error, self.rows, self.numbers[error.row], why)
        if not self.draft.name.strip():
            return Problem("name", 0, 0, 0, 0, _said("draft.name"))
        return Problem("cell", 0, 0, 0, 0, error.why if self.numbers else _said("draft.equations"))

    def _dig(self, found: Problem) -> None:
        """Put the next stand-in for a wrong row into the trial."""
        row, rows = found.row, self.trial.rows
        if found.number > MAX_EQUATIONS:  # a book was pasted: not line by line
            self.trial = replace(self.trial, equations="\n".join(rows[:row]))
            return
        mended = self.mended.get(row, 0)
        if found.fix and mended < _MENDINGS and row not in self.stand_ins:
            self.mended[row] = mended + 1
            text = rows[row]
            rows[row] = text[: found.start] + found.fix + text[found.end :]
        else:
            if row not in self.stand_ins:
                self.stand_ins[row] = self._stand_ins(row)
            rows[row] = next(self.stand_ins[row], "")
        self.names[row] = next(iter(targets([rows[row]])), "")
        self.trial = replace(self.trial, equations="\n".join(rows))

    def _stand_ins(self, row: int) -> Iterator[str]:
        """A learned line that reads what the row seems to read; one that reads nothing; no line at all."""
        name = next(iter(targets([self.rows[row]])), "")
        if not name:
            return
        number = self.numbers[row]
        assigned = targets(self.rows)
        above = targets(self.rows[:row])
        code = plain(split_comment(self.rows[row])[0]).partition("=")[2]
        known = {"x", *(f"{n}_prev" for n in assigned), *above}
        reads = [word for word in dict.fromkeys(_WORD.findall(code)) if word in known]
        terms = [f"W_{_HOLE}{number}_{k} @ {word}" for k, word in enumerate(reads)]
        if terms:
            yield f"{name} = tanh({' + '.join([*terms, f'b_{_HOLE}{number}'])})"
        yield f"{name} = tanh(b_{_HOLE}{number} + d_{_HOLE}{number})"

    def result(self) -> Understanding:
        by_row = {p.row: p for p in self.problems.values() if p.where == "equations"}
        holes: dict[str, Problem] = {}
        waiting: dict[str, int] = {}
        if self.cell is not None:
            holes = {self.names[row]: by_row[row] for row in by_row if self.names.get(row) in self.cell.by_name}
            waiting = _waiting(self.cell, holes)
        entries = tuple(self._entry(row, by_row, waiting) for row in self.numbers)
        problems = tuple(sorted(self.problems.values(), key=_place))
        text = self.cell.text if self.cell is not None else ""
        return Understanding(self.draft, problems, text, self.cell, entries, holes, waiting)

    def _entry(self, row: int, broken: dict[int, Problem], waiting: dict[str, int]) -> Entry:
        name = next(iter(targets([self.rows[row]])), "")
        line = self.cell.by_name.get(name) if self.cell is not None else None
        said = spoken_name(name, split_comment(self.rows[row])[1], line.label if line is not None else "")
        if row in broken:
            return Entry(self.numbers[row], row, name, said, BROKEN)
        if name in waiting:
            return Entry(self.numbers[row], row, name, said, WAITS, waiting[name])
        return Entry(self.numbers[row], row, name, said, GOOD)


def spoken_name(name: str, says: str, label: str) -> str:
    """What a lecturer calls a line: its comment up to a colon, else its spoken name, else the name itself."""
    return spoken_head(says) or label or name


def _place(problem: Problem) -> tuple[bool, str, int]:
    return problem.where != "equations", problem.where, problem.row


def _on_row(error: CellError, rows: list[str], number: int, why: Message) -> Problem:
    """What is wrong with a row as it was typed: a stand-in may be longer."""
    row = max(0, error.row)
    width = len(rows[row].rstrip())
    end = min(error.end or width, width)
    return Problem(error.part, row, number, min(error.start, end), end, why, error.fix)


def _said(key: str) -> Message:
    return Message(key, ENGLISH[key])


def _waiting(cell: Cell, holes: dict[str, Problem]) -> dict[str, int]:
    """Lines that need a hole's value in the same step -> the number of the line they wait for first."""
    found: dict[str, int] = {}
    for line in cell.lines:
        if line.name in holes:
            continue
        reads = [leaf.name for leaf in line.expr.walk() if leaf.op == "line"]
        numbers = [holes[n].number if n in holes else found[n] for n in reads if n in holes or n in found]
        if numbers:
            found[line.name] = min(numbers)
    return found
