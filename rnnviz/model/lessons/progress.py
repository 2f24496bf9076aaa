"""A lesson while it is taken: the page, what is done and answered, and the experiment that was open before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from rnnviz.model.document.result import Result
from rnnviz.model.lessons.conditions import KNOBS, Condition, met
from rnnviz.model.lessons.filling import filled as filled_text
from rnnviz.model.lessons.lesson import Lesson, LessonPage, Question
from rnnviz.model.lessons.looking import LookedAt, number
from rnnviz.model.lessons.quantities import Quantity
from rnnviz.model.lessons.situation import Situation

ANSWERING = ("answered", "right")
"""Conditions that an answer meets."""


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """left: what was on screen before the lesson; at: the page, counted from 0; done: keys of completed pages; answers:
    by the keys of pages; revealed: keys of pages whose answer was shown."""

    lesson: Lesson
    left: Situation
    at: int = 0
    done: frozenset[str] = frozenset()
    answers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    revealed: frozenset[str] = frozenset()

    @property
    def page(self) -> LessonPage:
        return self.lesson.pages[self.at]

    @property
    def answer(self) -> float | None:
        """What was answered on this page, however long ago."""
        return self.answers.get(self.page.key)

    @property
    def state(self) -> Situation:
        """What is on screen when the page is turned to."""
        return replace(self.page.state, answer=self.answer)

    @property
    def asks(self) -> bool:
        """Whether a question of this page still waits for its answer to be shown."""
        return self.page.question is not None and self.page.key not in self.revealed

    @property
    def hidden(self) -> tuple[Quantity, ...]:
        """What is not shown yet, for it is asked."""
        return self.page.question.hidden if self.page.question is not None and self.asks else ()

    @property
    def finished(self) -> bool:
        return all(page.key in self.done for page in self.lesson.pages)


def turned_to(course: LessonProgress, at: int) -> LessonProgress:
    """Another page, kept within the lesson; a page without a task is done once it is left for a later one."""
    at = min(max(at, 0), len(course.lesson.pages) - 1)
    read = not course.page.done and course.page.question is None and at > course.at
    return replace(course, at=at, done=course.done | {course.page.key} if read else course.done)


def answered(course: LessonProgress, answer: float) -> LessonProgress:
    """The page's question answered."""
    return replace(course, answers=MappingProxyType({**course.answers, course.page.key: answer}))


def revealed(course: LessonProgress) -> LessonProgress:
    """The answer to the page's question shown."""
    return replace(course, revealed=course.revealed | {course.page.key})


def undone(course: LessonProgress, now: Situation) -> tuple[Condition, ...]:
    """What of the page's task is left to do, answers apart; nothing once the page was completed."""
    if course.page.key in course.done:
        return ()
    before, right = course.page.state, is_right(course.page, course.answer)
    return tuple(one for one in tasks(course.page) if not met(one, before, now, right))


def used(page: LessonPage, now: Situation) -> bool:
    """Whether the control that a page wants used has been."""
    kind, _, name = page.pulse.partition(":")
    before, setup = page.state, now.setup
    if kind == "hold":
        return any(hold.line == name for hold in setup.holds)
    if kind == "knob":
        return name in KNOBS and bool(KNOBS[name](setup) != KNOBS[name](before.setup))
    if kind == "backward":
        return now.cursor.pass_ != before.cursor.pass_
    return (now.cursor.step, now.cursor.line) != (before.cursor.step, before.cursor.line)


def tasks(page: LessonPage) -> tuple[Condition, ...]:
    """What is to be done on a page, answers apart."""
    return tuple(one for one in page.done if one.kind not in ANSWERING)


def noticed(course: LessonProgress, now: Situation) -> LessonProgress:
    """The course after something was done; a page that was completed once stays so."""
    now = replace(now, answer=course.answer)
    complete = is_complete(course.page, course.page.state, now)
    return replace(course, done=course.done | {course.page.key}) if complete else course


def is_complete(page: LessonPage, before: Situation, now: Situation) -> bool:
    """Whether the page's task is done and its question answered; False where there is neither: reading completes it."""
    if page.question is not None and now.answer is None:
        return False
    right = is_right(page, now.answer)
    return bool(page.done or page.question) and all(met(one, before, now, right) for one in page.done)


def is_right(page: LessonPage, answer: float | None) -> bool:
    """Whether an answer to the page's question is right; a number is compared with the run the page begins with."""
    asked = page.question
    if asked is None or answer is None:
        return False
    wanted = right_answer(page)
    return answer == wanted if asked.number is None else abs(answer - wanted) <= asked.tolerance


def right_answer(page: LessonPage) -> float:
    """A choice counted from 0, or the number asked for as it is in the page's run."""
    asked = page.question or Question(page.text)
    if asked.number is None:
        return float(asked.answer)
    return number(asked.number, looked(page.state))


def looked(state: Situation) -> LookedAt:
    """The run of a state, and the story's place in it."""
    result = Result.of(state.setup)
    others = [Result.of(setup) for setup in state.beside]
    rows = (*others[: state.row], result, *others[state.row :]) if others else ()
    return LookedAt(result, state.cursor, rows)


def filled(lesson: Lesson, text: str, now: LookedAt) -> str:
    """A text of a page with its numbers: of the present run, or of that of the page that is named."""
    pages = {page.key: page for page in lesson.pages}
    run = cache(lambda key: looked(pages[key].state) if key else now)  # a text may name one page several times
    return filled_text(text, run)
