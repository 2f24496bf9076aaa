"""A lesson as it was read: pages with their words, the state each begins in, and what is asked. All frozen."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.model.lessons.conditions import Condition
from rnnviz.model.lessons.quantities import Claim, Quantity
from rnnviz.model.lessons.situation import Situation

LANGUAGES = ("en", "zh_CN")


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in each language; `{...}` is filled from the run, `[words](part)` lights a part of the cell."""

    en: str = ""
    zh_CN: str = ""

    def of(self, language: str) -> str:
        """In a language; English where there is no such one."""
        return self.zh_CN if language == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class Question:
    """choices: with `answer`, the right one counted from 0; else `number` is asked for, right within `tolerance`.

    hidden: what is not shown until somebody answered; reveal: what is said then.
    """

    ask: Words
    choices: tuple[Words, ...] = ()
    answer: int = 0
    number: Quantity | None = None
    tolerance: float = 0.0
    hidden: tuple[Quantity, ...] = ()
    reveal: Words = Words()


@dataclass(frozen=True, slots=True)
class LessonPage:
    """state: what is on screen when the page is turned to; lit: keys of parts, the rest is dimmed, () for all lit.

    done: all of these complete the page, () where reading it does; claims: what must be true of its run; pulse: the
    control to be used, "hold:f", "knob:gain", "step", "backward"; controls: those that are shown; minutes: planned.
    """

    key: str
    title: Words
    text: Words
    state: Situation
    lit: tuple[str, ...] = ()
    done: tuple[Condition, ...] = ()
    claims: tuple[Claim, ...] = ()
    question: Question | None = None
    pulse: str = ""
    controls: tuple[str, ...] = ()
    notes: Words = Words()
    minutes: float = 1.0

    @property
    def words(self) -> tuple[Words, ...]:
        """All texts of the page that may hold numbers and terms."""
        asked = self.question
        said = (asked.ask, *asked.choices, asked.reveal) if asked else ()
        return (self.text, self.notes, *said)


@dataclass(frozen=True, slots=True)
class Lesson:
    """key: the name of its file without the number; number: 0 for one from elsewhere."""

    key: str
    number: int
    title: Words
    pages: tuple[LessonPage, ...]

    @property
    def minutes(self) -> float:
        """Planned for all pages."""
        return sum(page.minutes for page in self.pages)

    def page(self, key: str) -> LessonPage | None:
        return next((page for page in self.pages if page.key == key), None)


def state_of(page: LessonPage) -> Situation:
    """What is on screen when the page is turned to: a setup, the place of the story, and what is looked at."""
    return page.state
