"""The lessons that come with rnnviz, in their order, found by number or name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rnnviz.io.disk import read_start
from rnnviz.io.fields import typed
from rnnviz.io.lessons.reading import SUFFIX, load_lesson
from rnnviz.io.lessons.tables import LessonTable
from rnnviz.io.refused import FileRefusal
from rnnviz.model.lessons.lesson import Lesson, Words
from rnnviz.resources import asset


def lesson_files() -> tuple[Path, ...]:
    """By their numbers."""
    return tuple(sorted(asset("lessons").glob(f"[0-9][0-9]-*{SUFFIX}")))


def lesson_names() -> tuple[str, ...]:
    """Without number and ending, in the same order."""
    return tuple(path.stem[3:] for path in lesson_files())


def shipped_lesson(name: str) -> Lesson | None:
    """By its number, "8" or "08", or its name; None where there is none. LessonError."""
    for path in lesson_files():
        number, key = path.stem[:2], path.stem[3:]
        if name == key or (name.isdecimal() and len(name) < 3 and int(name) == int(number)):
            return _read(path)
    return None


@cache
def _read(path: Path) -> Lesson:
    """Trained networks are read with it: half a second that nobody waits for twice."""
    return load_lesson(path)


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """A lesson in the list of contents; pages: their keys; minutes: planned for all of them."""

    number: int
    key: str
    title: Words
    pages: tuple[str, ...]
    minutes: float


@cache
def contents() -> tuple[LessonEntry, ...]:
    """The lessons there are, without anything of their pages being worked out; a broken one is listed by its name."""
    return tuple(_entry(path) for path in lesson_files())


def _entry(path: Path) -> LessonEntry:
    number, key = int(path.stem[:2]), path.stem[3:]
    try:
        table = typed(tomllib.loads(path.read_text("utf-8")), LessonTable)
    except (OSError, ValueError, FileRefusal):
        return LessonEntry(number, key, Words(key, key), (), 0.0)
    title, pages = Words(table.title.en, table.title.zh_CN), table.pages
    return LessonEntry(number, key, title, tuple(page.id for page in pages), sum(page.minutes for page in pages))


def is_lesson(path: Path) -> bool:
    """Whether a file of this name begins as a lesson does; a cell's file has the same ending."""
    try:
        start = read_start(path, 4096) if path.suffix.lower() == SUFFIX else None
    except (OSError, ValueError):
        return False
    return start is not None and re.search(rb"^\s*format\s*=\s*[\"']rnnviz-lesson/", start, re.MULTILINE) is not None
