"""What the words of the command line say of a lesson: which one, at which page, and whether its answer is shown."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.io.kinds import CELL, kind_of
from rnnviz.opening_training import near

if TYPE_CHECKING:
    from rnnviz.model.lessons.lesson import Lesson


@dataclass(frozen=True, slots=True)
class LessonOpening:
    """at: the page, counted from 0; None: where it was left."""

    lesson: Lesson
    at: int | None
    reveal: bool


def lesson_of(arguments: argparse.Namespace) -> tuple[LessonOpening | None, argparse.Namespace]:
    """The lesson that is asked for by --lesson or as the file, and what the other arguments say without it.

    ArgumentRefused.
    """
    lesson = _asked(arguments)
    if lesson is None:
        if arguments.reveal:
            raise ArgumentRefused("argument.unasked", option="--reveal")
        return None, arguments
    rest = argparse.Namespace(**(vars(arguments) | {"page": None}))
    if arguments.lesson is None:
        rest.file = None
    return LessonOpening(lesson, _page(lesson, arguments.page), arguments.reveal), rest


def _asked(arguments: argparse.Namespace) -> Lesson | None:
    if arguments.lesson is not None:
        return _named(arguments.lesson)
    if arguments.file is None or kind_of(arguments.file) != CELL:
        return None
    from rnnviz.io.lessons.reading import LessonError, load_lesson
    from rnnviz.io.lessons.shelf import is_lesson

    path = Path(arguments.file)
    try:
        return load_lesson(path) if is_lesson(path) else None
    except LessonError as error:
        raise ArgumentRefused("argument.file", why=error.message) from None


def _named(name: str) -> Lesson:
    """By number or name, or of a file."""
    from rnnviz.io.lessons.reading import SUFFIX, LessonError, load_lesson
    from rnnviz.io.lessons.shelf import lesson_names, shipped_lesson

    try:
        found = load_lesson(name) if name.endswith(SUFFIX) else shipped_lesson(name)
    except LessonError as error:
        raise ArgumentRefused("argument.wrong", option="--lesson", why=error.message) from None
    if found is None:
        hint = near(name, lesson_names())
        raise ArgumentRefused("argument.lesson", option="--lesson", word=name, hint=hint)
    return found


def _page(lesson: Lesson, text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise ArgumentRefused("argument.whole", option="--page", text=text)
    if not 1 <= int(text) <= len(lesson.pages):
        raise ArgumentRefused("argument.pages", option="--page", number=int(text), count=len(lesson.pages))
    return int(text) - 1
