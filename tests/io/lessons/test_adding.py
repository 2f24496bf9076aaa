"""A state saved as a lesson's page is that state again, whatever it holds, and the file stays a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rnnviz.io.lessons.adding import add_page
from rnnviz.io.lessons.checking import problems_of
from rnnviz.io.lessons.reading import LessonError, load_lesson
from rnnviz.model.document.selection import Selection
from rnnviz.model.draft.draft import OWN_KEY, Draft
from rnnviz.model.lessons.situation import Situation
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.layer_text import parse_layers
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.resources import asset

MINE = Draft("it's mine", "h = tanh(W @ x + U @ h_prev + b)").toml()
ASKED = replace(
    Setup.of("gru", 2),
    readout=Readout("softmax", ("a", "b'''c")),
    loss=Loss("cross_entropy"),
    targets=(Target(8, "a"),),
)
DEEP = Setup().with_layers(parse_layers("lstm:3:both,gru:2"))


def state(setup: Setup, cursor: Cursor, **more: object) -> Situation:
    return replace(Situation(setup, setup.score.fitted(cursor), Selection(unit=1, pins=("line:h",))), **more)


STATES = {
    "edited": state(Setup.of("lstm", 3).with_number("0.W_f", (0, 1), 0.5), Cursor(3, 2, grain="line")),
    "held": state(Setup.of("lstm", 3).with_hold(Hold("f", 0.0, 2, 4)), Cursor(3, 2, "backward", "stage")),
    "asked": state(ASKED, Cursor(2)),
    "deep": state(DEEP, Cursor(1, layer=0, way="backward")),
    "own cell": state(Setup().with_cell(OWN_KEY, MINE), Cursor(1)),
    "compared": state(Setup.of("rnn", 2), Cursor(1), beside=(Setup.of("gru", 2),), row=1, place="compare"),
    "laboratory": state(Setup.of("rnn", 2), Cursor(1), place="laboratory", page="flat"),
}


def test_states_come_back_from_the_file_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "my-lesson.toml"
    for number, one in enumerate(STATES.values(), 1):
        assert len(add_page(path, one).pages) == number
    pages = load_lesson(path).pages
    for (name, wanted), page in zip(STATES.items(), pages, strict=True):
        assert page.state == wanted, name
    assert [str(problem) for problem in problems_of(path)] == [] and pages[0].lit == ("line:h",)


def test_a_page_is_added_to_a_lesson_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "03-order-matters.toml"
    before = (asset("lessons") / path.name).read_text()
    path.write_text(before)
    lesson = add_page(path, STATES["held"])
    assert len(lesson.pages) == 4 and path.read_text().startswith(before.rstrip())


@pytest.mark.parametrize("text", ["name = 'a cell'\nequations = 'h = x'\n", "format = "])
def test_what_is_no_lesson_stays_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "cell.toml"
    path.write_text(text)
    with pytest.raises(LessonError):
        add_page(path, STATES["held"])
    assert path.read_text() == text


def test_a_document_that_is_none_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "my-lesson.toml"
    add_page(path, STATES["held"])
    path.write_text(path.read_text().replace('"format": "rnnviz/2"', '"format": "rnnviz/99"'))
    with pytest.raises(LessonError, match=r"my-lesson\.toml, line \d+") as refused:
        load_lesson(path)
    assert "99" in str(refused.value)
