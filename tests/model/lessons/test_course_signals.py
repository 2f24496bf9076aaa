"""What is told when something happens in a lesson, and what is refused, remembered and given back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.veil import NO_VEIL
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.record import LessonRecord
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from tests.model.lessons.test_course import LESSON, SETUP

SIGNALS = ("changed", "began", "refused", "over", "left")


@pytest.fixture
def course(qapp: object) -> LessonCourse:
    document = Document(Setup.of("gru", 2))
    found = LessonCourse.of(document.front)
    found.document = document  # type: ignore[attr-defined]
    return found


def told(course: LessonCourse, act: Callable[[], Any]) -> str:
    """The signals of one act, each once, in alphabetical order."""
    found: Counter[str] = Counter()
    links = [getattr(course, name).connect(lambda name=name: found.update([name])) for name in SIGNALS]
    act()
    for name, link in zip(SIGNALS, links, strict=True):
        getattr(course, name).disconnect(link)
    return " ".join(sorted(found))


def test_there_is_one_for_a_simulation(course: LessonCourse) -> None:
    assert LessonCourse.of(course.simulation) is course and course.progress is None
    assert course.attended and not course.impatient and course.refusal is None and course.records == {}


def test_what_each_act_tells(course: LessonCourse) -> None:
    assert told(course, lambda: course.begin(LESSON)) == "began changed"
    assert told(course, lambda: course.turn(1)) == "changed" and course.progress.at == 1  # type: ignore[union-attr]
    assert told(course, lambda: course.turn_to(3)) == "changed"
    assert told(course, lambda: course.answer(0.0)) == "changed" and told(course, lambda: course.reveal()) == "changed"
    assert told(course, course.reveal) == "" and told(course, lambda: course.answer(1.0)) == ""
    assert course.progress.answer == 0.0  # type: ignore[union-attr]
    assert told(course, lambda: course.remember({})) == "changed"
    why = Message("k", "why")
    assert told(course, lambda: course.refuse(why)) == "changed refused" and course.refusal is why
    assert course.refuse(why) is False
    assert told(course, course.leave) == "changed left" and course.progress is None


def test_nothing_happens_where_no_lesson_is_open(course: LessonCourse) -> None:
    for act in (lambda: course.turn(1), lambda: course.turn_to(2), lambda: course.answer(1.0), course.reveal,
                course.complete, course.onward, course.leave):  # fmt: skip
        assert told(course, act) == ""
    assert not course.leave() and course.pulse == "" and course.page_about("line:f") is None
    assert course.simulation.setup == Setup.of("gru", 2)


def test_the_last_page_is_over(course: LessonCourse) -> None:
    course.begin(LESSON, 3)
    assert course.progress.at == 3 and course.simulation.setup == SETUP  # type: ignore[union-attr]
    course.complete()
    course.simulation.flush()
    assert told(course, course.onward) == "over"


def test_refusals_are_forgotten_by_the_next_lesson(course: LessonCourse) -> None:
    course.refuse(Message("k", "why"))
    course.begin(LESSON)
    assert course.refusal is None


def test_what_was_on_screen_before_the_first_lesson_comes_back(course: LessonCourse) -> None:
    course.simulation.move(Cursor(4))
    course.begin(LESSON)
    course.begin(LESSON, 2)
    assert course.leave() and course.simulation.setup == Setup.of("gru", 2)
    course.simulation.flush()
    assert course.simulation.cursor.step == 4


def test_what_is_remembered_from_earlier_is_less_than_what_was_done_since(course: LessonCourse) -> None:
    course.begin(LESSON, 1)
    mine = course.records["sample"]
    course.remember({"sample": LessonRecord(), "other": LessonRecord(at=2)})
    assert course.records == {"sample": mine, "other": LessonRecord(at=2)} and mine.at == 1


def test_patience(course: LessonCourse) -> None:
    course.begin(LESSON, 3)
    assert told(course, course.onward) == "changed" and course.impatient
    course.turn(0)
    assert not course.impatient
    course.onward()
    course.onward()
    course.simulation.flush()
    assert any(hold.line == "f" for hold in course.simulation.setup.holds) and not course.impatient
    course.onward()
    assert course.impatient and course.progress.asks  # type: ignore[union-attr]
    course.onward()
    assert not course.progress.asks  # type: ignore[union-attr]


def test_a_veil_is_there_while_it_is_looked_at(course: LessonCourse) -> None:
    simulation = course.simulation
    course.begin(LESSON, 3)
    simulation.flush()
    assert simulation.veil.asked == {("h", 2)}
    course.attend(False)
    assert simulation.veil.asked == {("h", 2)}  # it is the page's own experiment still
    simulation.edit(SETUP.with_weights(seed=5))
    simulation.flush()
    course.attend(False)
    assert simulation.veil == NO_VEIL
    course.attend(True)
    assert simulation.veil.asked == {("h", 2)}
    course.reveal()
    assert simulation.veil == NO_VEIL


def test_a_veil_is_told_once(course: LessonCourse) -> None:
    simulation, heard = course.simulation, []
    course.begin(LESSON, 3)
    veil = simulation.veil
    simulation.flush()
    simulation.changed.connect(heard.append)
    simulation.cover(veil)
    assert heard == []
    simulation.cover(NO_VEIL)
    assert heard[0] == Change.RUN | Change.PLAYHEAD


def test_pages_about_a_part(course: LessonCourse) -> None:
    course.begin(LESSON)
    assert course.page_about("line:f") == 2 and course.page_about("nope") is None
    course.turn_to(2)
    assert course.page_about("line:f") == 0
    assert course.text("{f[1]@3} {q} {f[1]@3 on nope}").count("–") == 2
