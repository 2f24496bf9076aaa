"""What is wrong with a lesson that can be read: every placeholder, term, condition, claim and answer is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rnnviz.engine.errors import EngineError, Refusal
from rnnviz.engine.wording import Message
from rnnviz.io.lessons.places import line_of
from rnnviz.io.lessons.reading import LessonError, read_lesson, text_of
from rnnviz.io.refused import told
from rnnviz.model.lessons.conditions import deed, met
from rnnviz.model.lessons.filling import placeholders, spoken, terms
from rnnviz.model.lessons.lesson import LANGUAGES, Lesson, LessonPage, Words
from rnnviz.model.lessons.looking import LookedAt, found, number
from rnnviz.model.lessons.progress import filled, is_complete, looked, right_answer
from rnnviz.model.lessons.quantities import holds
from rnnviz.model.picture.build import drawable
from rnnviz.model.picture.pointing import focus

MAX_WORDS, MAX_CHARACTERS = 70, 170
"""So much text a page has room for: words of English, characters of Chinese."""
Tell = Callable[[str, Message], LessonError]


def problems_of(path: Path) -> list[LessonError]:
    """Everything that is wrong in a lesson's file, in the order of its pages; of one that cannot be read the first."""
    try:
        text = text_of(path)
        return problems(read_lesson(text, path.name), text, path.name)
    except LessonError as error:
        return [error]


def problems(lesson: Lesson, text: str, file: str) -> list[LessonError]:
    """The same of a lesson that was read from a text."""
    found: list[LessonError] = []
    for count, page in enumerate(lesson.pages, 1):

        def tell(part: str, why: Message, count: int = count) -> LessonError:
            return LessonError(file, line_of(text, ("pages", count, *part.split("."))), why)

        found += _of_page(lesson, page, tell)
    return found


def _of_page(lesson: Lesson, page: LessonPage, tell: Tell) -> Iterator[LessonError]:
    try:
        at = looked(page.state)
    except EngineError as error:
        yield tell("state", error.message)
        return
    yield from _of_texts(lesson, page, at, tell)
    yield from _of_parts(page, tell)
    yield from _of_claims(lesson, page, at, tell)
    yield from _of_task(page, tell)


def _of_texts(lesson: Lesson, page: LessonPage, at: LookedAt, tell: Tell) -> Iterator[LessonError]:
    for part, words in _texts(page):
        if sorted(placeholders(words.en)) != sorted(placeholders(words.zh_CN)):
            yield tell(part, told("lesson.languages"))
        for language in LANGUAGES:
            try:
                filled(lesson, words.of(language), at)
            except KeyError as missing:
                yield tell(part, told("lesson.page", name=str(missing.args[0])))
            except Refusal as error:
                yield tell(part, error.message)
    if len(spoken(page.text.en).split()) > MAX_WORDS or len(spoken(page.text.zh_CN)) > MAX_CHARACTERS:
        yield tell("text", told("lesson.long", words=MAX_WORDS, characters=MAX_CHARACTERS))


def _texts(page: LessonPage) -> Iterator[tuple[str, Words]]:
    yield from (("title", page.title), ("text", page.text), ("notes", page.notes))
    if page.question is not None:
        asked = page.question
        yield from (("question.ask", asked.ask), ("question.reveal", asked.reveal))
        yield from (("question.choices", choice) for choice in asked.choices)


def _of_parts(page: LessonPage, tell: Tell) -> Iterator[LessonError]:
    """Terms and what is lit must be on the stage."""
    state = page.state
    picture = drawable(state.setup.score.cell(state.cursor))
    named = [("text", key) for language in LANGUAGES for key in terms(page.text.of(language))]
    for part, key in [*named, *(("lit", key) for key in page.lit)]:
        if focus(picture, (key,)) is None and not (key == "answer" and state.setup.readout):
            yield tell(part, told("lesson.part", name=key))


def _of_claims(lesson: Lesson, page: LessonPage, at: LookedAt, tell: Tell) -> Iterator[LessonError]:
    asked = page.question
    try:
        for claim in page.claims:
            there = lesson.page(claim.quantity.page) if claim.quantity.page else page
            if there is None:
                yield tell("claims", told("lesson.page", name=claim.quantity.page))
                continue
            value = number(claim.quantity, at if there is page else looked(there.state))
            if not holds(claim, value):
                yield tell("claims", told("lesson.untrue", text=claim.text, value=f"{value:.6g}"))
        for hidden in asked.hidden if asked else ():
            found(hidden, at)
        right_answer(page)
    except Refusal as error:
        yield tell("claims", error.message)


def _of_task(page: LessonPage, tell: Tell) -> Iterator[LessonError]:
    """Conditions must not hold when the page opens, and must be such that they can be met."""
    before = page.state
    right = right_answer(page)
    state = replace(before, answer=right) if page.question else before
    for condition in page.done:
        if met(condition, before, before, False):
            yield tell("done", told("lesson.at.once", text=condition.text))
        try:
            state = deed(condition, state, right)
        except (Refusal, ValueError):
            yield tell("done", told("lesson.never", text=condition.text))
            return
    if page.done and not is_complete(page, before, state):
        yield tell("done", told("lesson.never", text="; ".join(c.text for c in page.done)))
