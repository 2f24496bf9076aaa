"""Lesson files: TOML, sizes capped before it is parsed, every refusal with file, line and what is wrong there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from rnnviz.engine.errors import EngineError
from rnnviz.engine.language.cellfile import MAX_BYTES, check_limits
from rnnviz.engine.language.toml_reasons import toml_place, toml_reason
from rnnviz.engine.wording import Message
from rnnviz.io.disk import one_sentence, read_within, reason
from rnnviz.io.fields import typed
from rnnviz.io.formats import checks
from rnnviz.io.lessons.places import line_of, path_of
from rnnviz.io.lessons.states import applied, placed
from rnnviz.io.lessons.tables import LessonTable, PageTable, QuestionTable, WordsTable
from rnnviz.io.refused import FileRefusal, Place, Refused, entry, told, within
from rnnviz.model.lessons.conditions import parse_condition
from rnnviz.model.lessons.lesson import Lesson, LessonPage, Question, Words
from rnnviz.model.lessons.quantities import parse_claim, parse_quantity
from rnnviz.model.lessons.situation import Situation

FORMAT = "rnnviz-lesson/1"
SUFFIX = ".toml"
MAX_PAGES = 40
MAX_TEXT = 2000
MAX_CHOICES = 6
Found = TypeVar("Found")


class LessonError(FileRefusal):
    """A lesson that is refused: `str(error)` is one sentence with file, line and what is wrong there."""

    def __init__(self, file: str, line: int, why: Message, /) -> None:
        self.file, self.line, self.why = file, line, why

    @property
    def message(self) -> Message:
        return told("lesson.refused", file=self.file, line=self.line, why=self.why)

    def __str__(self) -> str:
        return one_sentence(super().__str__())


def load_lesson(path: str | Path) -> Lesson:
    """The lesson in a file. LessonError."""
    path = Path(path)
    return read_lesson(text_of(path), path.name)


def text_of(path: Path) -> str:
    """A lesson's file as text. LessonError."""
    try:
        data = read_within(path, MAX_BYTES)
    except OSError as error:
        raise LessonError(path.name, 1, told("it.unopened", reason=reason(error))) from None
    if data is None:
        raise LessonError(path.name, 1, told("lesson.large", limit=MAX_BYTES // 1024))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LessonError(path.name, line, told("lesson.encoding", byte=error.start)) from None


def read_lesson(text: str, file: str) -> Lesson:
    """The lesson in a text; file: its name, which gives number and key. LessonError."""
    raw = _tables(text, file)
    try:
        return _lesson(raw, file)
    except Refused as error:
        raise LessonError(file, line_of(text, path_of(error.where)), error.message) from None


def _tables(text: str, file: str) -> Any:
    try:
        check_limits(text, file)
        return tomllib.loads(text)
    except EngineError as error:
        raise LessonError(file, int(getattr(error, "line", 1)), error.why) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = toml_place(error)[0] or text.count("\n") + 1
        raise LessonError(file, line, toml_reason(error)) from None


def _lesson(raw: Any, file: str) -> Lesson:
    table = typed(raw, LessonTable)
    checks.one_of("format", table.format, (FORMAT,))
    checks.between(checks.entries("pages"), len(table.pages), 1, MAX_PAGES)
    pages: list[LessonPage] = []
    state = Situation()
    for number, page in enumerate(table.pages, 1):
        pages.append(_page(page, state, entry("pages", number)))
        state = pages[-1].state
        if pages[-1].key in [known.key for known in pages[:-1]]:
            raise Refused(within(entry("pages", number), "id"), "lesson.twice", name=page.id)
    match = re.fullmatch(r"(\d{2})-(.+)", Path(file).stem)
    number, key = (int(match[1]), match[2]) if match else (0, Path(file).stem)
    return Lesson(key, number, _words("title", table.title), tuple(pages))


def _page(table: PageTable, before: Situation, where: Place) -> LessonPage:
    state = applied(before, table.state, within(where, "state"))
    checks.between(within(where, "minutes"), table.minutes, 0, 120)
    return LessonPage(
        key=table.id,
        title=_words(within(where, "title"), table.title),
        text=_words(within(where, "text"), table.text),
        state=state,
        lit=table.lit,
        done=_all(within(where, "done"), parse_condition, table.done),
        claims=_all(within(where, "claims"), parse_claim, table.claims),
        question=_question(table.question, within(where, "question")) if table.question else None,
        pulse=table.pulse,
        controls=table.controls,
        notes=_words(within(where, "notes"), table.notes, empty=True),
        minutes=table.minutes,
    )


def _question(table: QuestionTable, where: Place) -> Question:
    if bool(table.choices) == bool(table.number):
        raise Refused(where, "lesson.question")
    if table.choices:
        checks.between(checks.entries(within(where, "choices")), len(table.choices), 2, MAX_CHOICES)
        checks.between(within(where, "answer"), table.answer, 1, len(table.choices))
    checks.between(within(where, "tolerance"), table.tolerance, 0, 1e6)
    numbers = _all(within(where, "number"), parse_quantity, [table.number] if table.number else [])
    return Question(
        ask=_words(within(where, "ask"), table.ask),
        choices=tuple(_words(entry(within(where, "choices"), n), w) for n, w in enumerate(table.choices, 1)),
        answer=max(table.answer - 1, 0),
        number=numbers[0] if numbers else None,
        tolerance=table.tolerance,
        hidden=_all(within(where, "hidden"), parse_quantity, table.hidden),
        reveal=_words(within(where, "reveal"), table.reveal, empty=True),
    )


def _words(where: Place, table: WordsTable, empty: bool = False) -> Words:
    for language, text in (("en", table.en), ("zh_CN", table.zh_CN)):
        checks.between(told("place.length", path=within(where, language)), len(text), 0 if empty else 1, MAX_TEXT)
    return Words(table.en.strip(), table.zh_CN.strip())


def _all(where: Place, parse: Callable[[str], Found], texts: Iterable[str]) -> tuple[Found, ...]:
    return tuple(placed(where, parse, text) for text in texts)
