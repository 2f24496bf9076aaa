"""What is remembered of a lesson between two launches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rnnviz.model.lessons.lesson import Lesson, LessonPage
from rnnviz.model.lessons.progress import LessonProgress
from rnnviz.model.lessons.situation import Situation


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """at: the page that was open, counted from 0; done, revealed: keys of pages; answers: by the keys of pages."""

    at: int = 0
    done: frozenset[str] = frozenset()
    answers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    revealed: frozenset[str] = frozenset()


def record_of(course: LessonProgress) -> LessonRecord:
    """What is to be remembered of a course."""
    return LessonRecord(course.at, course.done, course.answers, course.revealed)


def resumed(lesson: Lesson, left: Situation, record: LessonRecord, at: int) -> LessonProgress:
    """A lesson gone on with, of which pages and choices may have gone since."""
    pages = {page.key: page for page in lesson.pages}
    answers = {key: value for key, value in record.answers.items() if key in pages and _possible(pages[key], value)}
    known = frozenset(pages)
    at = min(max(at, 0), len(lesson.pages) - 1)
    return LessonProgress(lesson, left, at, record.done & known, MappingProxyType(answers), record.revealed & known)


def _possible(page: LessonPage, answer: float) -> bool:
    """Whether it answers the question the page asks now."""
    asked = page.question
    return asked is not None and (not asked.choices or answer in range(len(asked.choices)))
