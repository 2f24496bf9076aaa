"""A lesson taken with a simulation: one key goes through all of it, and leaving gives back what was there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnnviz.model.document.document import Document
from rnnviz.model.document.result import Result
from rnnviz.model.document.selection import Selection
from rnnviz.model.document.veil import NO_VEIL
from rnnviz.model.lessons.conditions import parse_condition
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.lesson import Lesson, LessonPage, Question, Words
from rnnviz.model.lessons.onward import Onward
from rnnviz.model.lessons.quantities import parse_quantity
from rnnviz.model.lessons.record import LessonRecord
from rnnviz.model.lessons.situation import Situation
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

SETUP = Setup.of("lstm", 3)
START = Situation(SETUP, SETUP.score.fitted(Cursor(2)), Selection(unit=1))
CHOICE = Question(Words("?", "？"), (Words("a", "甲"), Words("b", "乙")), 1, hidden=(parse_quantity("h@3"),))
LESSON = Lesson(
    "sample", 0, Words("A", "甲"),
    (
        LessonPage("read", Words("1"), Words("[f](line:f) {f[1]@3} {q}"), START),
        LessonPage("steps", Words("2"), Words("t"), START, done=(parse_condition("step >= 5"),)),
        LessonPage("round", Words("3"), Words("[f](line:f)"), START, done=(parse_condition("backward"),)),
        LessonPage("hold", Words("4"), Words("t"), START, done=(parse_condition("held f = 0"),), question=CHOICE),
    ),
)  # fmt: skip


@pytest.fixture
def course(qapp: object) -> LessonCourse:
    document = Document(Setup.of("gru", 2))
    document.front.move(Cursor(4))
    found = LessonCourse.of(document.front)
    found.document = document  # type: ignore[attr-defined]
    return found


def press(course: LessonCourse) -> None:
    """The key →, and the turn of the event loop after it."""
    course.onward()
    course.simulation.flush()


def test_one_key_goes_through_all_of_a_lesson_and_leaving_gives_back_what_was_there(course: LessonCourse) -> None:
    simulation = course.simulation
    before = (simulation.setup, simulation.cursor, simulation.selection.unit)
    course.begin(LESSON)
    simulation.flush()
    assert (simulation.setup, simulation.cursor.step, simulation.selection.unit) == (SETUP, 2, 1)
    press(course)
    seen: list[Onward] = []
    over: list[int] = []
    course.over.connect(lambda: over.append(1))
    while not over and len(seen) < 20:
        seen.append(course.comes)
        press(course)
    story, wait = Onward.STORY, Onward.WAIT
    assert seen == [
        story, story, Onward.TURN, Onward.DIRECTION, Onward.TURN, wait, wait, wait, wait, Onward.END,
    ]  # fmt: skip
    assert course.progress is not None and course.progress.done == {"read", "steps", "round"}  # nobody answered
    assert simulation.setup.holds[0].line == "f"
    assert course.leave() and not course.leave()
    assert (simulation.setup, simulation.cursor, simulation.selection.unit) == before


def test_back_restores_the_page_and_loses_no_answer(course: LessonCourse) -> None:
    course.begin(LESSON, 3)
    simulation = course.simulation
    assert course.comes is Onward.WAIT and course.progress is not None and course.progress.hidden
    course.answer(1.0)
    assert course.progress.hidden, "an answer alone shows nothing yet"
    simulation.edit(SETUP.with_hold(Hold("f", 0.0, 2, 2)))
    simulation.flush()
    assert course.comes is Onward.REVEAL and course.progress.done == {"hold"}
    press(course)
    assert not course.progress.hidden and course.comes is Onward.END
    course.answer(0.0)
    assert course.progress.answer == 1.0, "once shown it stays"
    course.turn(-1)
    course.turn(1)
    simulation.flush()
    assert simulation.setup == SETUP and course.progress.answer == 1.0 and course.comes is Onward.END


def test_texts_are_of_the_run_on_screen(course: LessonCourse) -> None:
    course.begin(LESSON)
    simulation = course.simulation
    text = LESSON.pages[0].text.en
    assert course.text(text) == f"[f](line:f) {simulation.run.value('f')[2, 0]:.2f} \u2013"
    simulation.edit(simulation.setup.with_hold(Hold("f", 0.25)))
    simulation.flush()
    assert course.text(text) == "[f](line:f) 0.25 \u2013"
    assert course.page_about("line:f") == 2 and course.page_about("line:o") is None


def test_what_is_remembered_is_gone_on_with_where_it_still_can_be(course: LessonCourse) -> None:
    record = LessonRecord(3, frozenset({"read", "gone"}), {"hold": 7.0, "gone": 1.0}, frozenset({"gone"}))
    course.remember({"sample": record})
    course.begin(LESSON)
    progress = course.progress
    assert progress is not None and (progress.at, progress.done, dict(progress.answers)) == (3, {"read"}, {})
    course.answer(1.0)
    assert course.records["sample"].answers == {"hold": 1.0}
    course.begin(replace(LESSON, pages=LESSON.pages[:1]))
    assert course.progress is not None and course.progress.at == 0


def test_onward_does_what_is_left_even_where_the_cell_is_another(course: LessonCourse) -> None:
    """Somebody exchanged the cell: the page begins anew."""
    course.begin(LESSON, 3)
    course.simulation.edit(course.simulation.setup.with_cell("gru"))
    course.simulation.flush()
    press(course)
    press(course)
    assert course.simulation.setup == SETUP


def test_a_page_can_be_completed_at_once(course: LessonCourse) -> None:
    course.begin(LESSON, 3)
    course.complete()
    assert course.progress is not None and course.progress.done == {"hold"} and course.progress.answer == 1.0
    assert not course.progress.hidden and course.simulation.setup.holds


def test_a_veil_lies_over_what_is_asked_for_and_all_that_follows_from_it(course: LessonCourse) -> None:
    """The oracle: lines that change when the asked one is held at another value."""
    course.begin(LESSON, 3)
    simulation = course.simulation
    simulation.flush()
    run, veil = simulation.run, simulation.veil
    moved = Result.of(SETUP.with_hold(Hold("h", 0.123, 2, 2))).run(0, "forward")
    assert veil.asked == {("h", 2)}
    for step in range(run.steps):
        changed = {
            line.name for line in run.cell.lines if (run.value(line.name)[step] != moved.value(line.name)[step]).any()
        }
        assert {name for name in veil.lines[step] if not name.endswith("_prev")} == changed, step
    assert veil.lines[3] >= {"h_prev"} and course.text("{h[1]@3} {h[1]@2} {f[1]@4}").split()[::2] == ["?", "?"]
    course.complete()
    assert simulation.veil == NO_VEIL and "?" not in course.text("{h[1]@3}")


def test_a_question_hides_nothing_of_another_experiment_that_is_looked_at_elsewhere(course: LessonCourse) -> None:
    course.begin(LESSON, 3)
    simulation = course.simulation
    simulation.flush()
    asked = simulation.veil
    course.attend(False)
    assert simulation.veil == asked != NO_VEIL  # the page's own numbers are to be guessed wherever they stand
    simulation.edit(simulation.setup.with_weights(seed=9))
    simulation.flush()
    assert simulation.veil == NO_VEIL
    course.attend(True)
    assert simulation.veil != NO_VEIL


def test_what_was_compared_before_is_compared_again_afterwards(course: LessonCourse) -> None:
    """And what a page compares is compared while it is open, its numbers told by their rows."""
    document = course.simulation.document
    assert isinstance(document, Document)
    document.add(Setup.of("rnn", 2))
    before = [one.setup for one in document.simulations]
    rows = (SETUP, SETUP.with_cell("gru"))
    page = LessonPage("two", Words("1"), Words("{f[1]@3 in cell 2} {z[1]@3 in cell 1}"), replace(START, row=1))
    both = replace(page, state=replace(page.state, beside=(rows[1],), place="compare"))
    course.begin(Lesson("pair", 0, Words("A"), (both, page)))
    course.simulation.flush()
    assert [one.setup for one in document.simulations] == [rows[1], rows[0]]
    f, z = document.simulations[1].run.value("f")[2, 0], document.simulations[0].run.value("z")[2, 0]
    assert course.text(both.text.en).replace("\u2212", "-").split() == [f"{f:.2f}", f"{z:.2f}"]
    course.turn(1)
    course.simulation.flush()
    assert [one.setup for one in document.simulations] == [SETUP]
    course.leave()
    course.simulation.flush()
    assert [one.setup for one in document.simulations] == before
