"""What a lesson file holds, as tables with their types; `doc/lessons.md` explains every field."""

from __future__ import annotations

from rnnviz.io.formats.tables import ArrayTable, HoldTable, Table


class WordsTable(Table, frozen=True):
    en: str
    zh_CN: str


NO_WORDS = WordsTable(en="", zh_CN="")
"""msgspec leaves a default away where it is this very object."""


class QuestionTable(Table, frozen=True):
    """answer: of the choices, counted from 1; else a number is asked for."""

    ask: WordsTable
    choices: tuple[WordsTable, ...] = ()
    answer: int = 0
    number: str = ""
    tolerance: float = 0.0
    hidden: tuple[str, ...] = ()
    reveal: WordsTable = NO_WORDS


class StateTable(Table, frozen=True):
    """example, trained, scene, document (a whole one, as its file has it): where the page begins, else where the one
    before did. The rest is changed on it: texts
    as the command line takes them, holds and weights as a document has them, with steps of holds counted from 0.
    free: what was held before is let go. compare: cells side by side, as the command line takes them, row the one in
    front, from 1; place and page: what stands beside the page, the stage where nothing is said."""

    example: str = ""
    trained: str = ""
    scene: str = ""
    document: str = ""
    cell: str = ""
    layers: str = ""
    sentence: str = ""
    hidden: int | None = None
    seed: int | None = None
    gain: float | None = None
    keep_bias: float | None = None
    input_scale: float | None = None
    silent: int | None = None
    read: str = ""
    start: str = ""
    readout: str = ""
    targets: str = ""
    twin: str = ""
    loss: str = ""
    holds: tuple[HoldTable, ...] = ()
    free: bool = False
    weights: tuple[ArrayTable, ...] = ()
    step: int | None = None
    on: str = ""
    line: str = ""
    grain: str = ""
    backward: bool = False
    unit: int | None = None
    pins: tuple[str, ...] = ()
    compare: str = ""
    row: int = 1
    place: str = ""
    page: str = ""


NO_STATE = StateTable()


class PageTable(Table, frozen=True):
    id: str
    title: WordsTable
    text: WordsTable
    minutes: float = 1.0
    lit: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    pulse: str = ""
    controls: tuple[str, ...] = ()
    notes: WordsTable = NO_WORDS
    state: StateTable = NO_STATE
    question: QuestionTable | None = None


class LessonTable(Table, frozen=True):
    format: str
    title: WordsTable
    pages: tuple[PageTable, ...]
