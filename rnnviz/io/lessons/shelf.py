"""The lessons that come with rnnviz, in their order, found by number or name."""

from __future__ import annotations

from pathlib import Path

from rnnviz.io.lessons.reading import SUFFIX, load_lesson
from rnnviz.model.lessons.lesson import Lesson
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
            return load_lesson(path)
    return None
