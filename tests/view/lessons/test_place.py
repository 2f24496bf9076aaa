"""Lessons in the window: pages read back from the screen, keys, leaving, files. One window for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.document.veil import NO_VEIL
from rnnviz.model.lessons.onward import Onward
from rnnviz.model.lessons.quantities import parse_quantity
from rnnviz.model.lessons.veiling import veil_of
from rnnviz.model.setup.scenes import opening
from rnnviz.model.setup.setup import Setup
from rnnviz.resources import asset
from rnnviz.view.lessons.place import Lessons
from rnnviz.view.look import facts
from rnnviz.view.stage import Stage
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import Make, settle


@pytest.fixture(scope="module")
def shared() -> Iterator[MainWindow]:
    make_application()
    scene = opening()
    document = Document(scene.setup)
    document.front.move(scene.cursor)
    window = MainWindow(document, "dark", DEFAULTS)
    window.resize(1280, 720)
    window.show()
    window.make_plots()
    settle()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


@pytest.fixture
def window(shared: MainWindow) -> Iterator[MainWindow]:
    """Leaves the lesson and what it changed."""
    scene = opening()
    yield shared
    shared.lessons.course.leave()
    shared.lessons.course.records.clear()
    shared.simulation.open(scene.setup, scene.cursor)
    shared.places.go("stage")
    settle()


def place(window: MainWindow) -> Lessons:
    page = window.places.go("lessons")
    assert isinstance(page, Lessons)
    settle()
    return page


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget() or window, key)
    settle()


def test_a_lesson_is_chosen_from_the_contents_and_read_with_one_key(window: MainWindow) -> None:
    before = window.simulation.setup, window.simulation.cursor
    found = place(window)
    row = next(n for n, button in enumerate(found.contents.rows.buttons) if "LSTM, step" in button.accessibleName())
    QTest.mouseClick(found.contents.rows.buttons[row], Qt.MouseButton.LeftButton)
    settle()
    course = window.lessons.course
    assert found.reading and found.page.isVisible() and not found.contents.isVisible()
    assert found.page.content.title.text == "The belt" and course.progress is not None
    press(window, Qt.Key.Key_Right)
    assert found.page.content.title.text == "The forget gate" and found.controls.isVisible()
    value = window.simulation.run.value("f")[5, 0]
    assert f"{value:.3f}" in found.page.content.text.text
    assert found.page.foot.to_go.text() == "\u2192 Reveal"
    QTest.mouseClick(found.controls.holds["f"][1], Qt.MouseButton.LeftButton)
    settle()
    assert window.simulation.holds[0].value == 0.0 and "0" in found.page.content.text.text
    press(window, Qt.Key.Key_3)
    assert course.progress.answer == 2.0 and course.comes is Onward.REVEAL
    press(window, Qt.Key.Key_PageDown)
    assert found.page.content.reveal.prose.text.startswith("Nothing") and "forget" in course.progress.done
    press(window, Qt.Key.Key_Left)
    assert found.page.content.title.text == "The belt"
    press(window, Qt.Key.Key_Escape)
    assert (window.simulation.setup, window.simulation.cursor) == before and found.contents.isVisible()


def test_the_keys_are_the_storys_in_every_other_place(window: MainWindow) -> None:
    window.files.lessons.open_named("9")
    settle()
    for key in ("stage", "laboratory"):
        window.places.go(key)
        step = window.simulation.cursor.step
        press(window, Qt.Key.Key_Right)
        assert window.simulation.cursor.step == step + 1, key
    found = place(window)
    assert found.reading and found.page.content.title.text == "The belt"
    found.list_all()
    before = window.simulation.cursor
    press(window, Qt.Key.Key_Left)
    assert window.simulation.cursor != before


def test_a_word_typed_on_the_lessons_tape_is_read(window: MainWindow) -> None:
    window.files.lessons.open_named("9")
    found = place(window)
    found.tape.word_edited.emit(4, "leave")
    settle()
    assert window.simulation.setup.sequence.words[4] == "leave"
    asked: list[tuple[object, ...]] = []
    window.tape.hold_requested.connect(lambda *what: asked.append(what))
    window.tape.hold_requested.disconnect(window.experiment.hold)
    found.tape.hold_requested.emit("f", 1, 2)
    window.tape.hold_requested.connect(window.experiment.hold)
    assert asked == [("f", 1, 2)]


def test_a_number_is_typed_and_judged(window: MainWindow) -> None:
    window.files.lessons.open_named("memory-of-ones")
    found, course = place(window), window.lessons.course
    course.turn_to(2)
    settle()
    field = found.page.content.number.field
    field.setFocus()
    QTest.keyClicks(field, "6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert course.progress is not None and course.progress.answer == 6.0 and course.right() == 6.0
    press(window, Qt.Key.Key_Right)
    assert found.page.content.reveal.isVisible()


def test_a_term_lights_its_part_and_the_page_its_own(window: MainWindow) -> None:
    window.files.lessons.open_named("9")
    found = place(window)
    window.lessons.course.turn_to(1)
    settle()
    assert found.stage.lit == ("line:f", "line:kept")
    prose = found.page.content.text
    QTest.mouseMove(prose, prose.spots()[1].toPoint())
    settle()
    assert window.simulation.selection.hover == "line:kept" and found.stage.lit == ()
    QTest.mouseClick(prose, Qt.MouseButton.LeftButton, pos=prose.spots()[1].toPoint())
    settle()
    assert found.page.content.title.text == "The new memory", "a click on a term leads to the page that explains it"


def test_what_is_to_be_guessed_is_shown_nowhere_until_it_is_revealed(window: MainWindow) -> None:
    """On the stage, in the formula, on the tape and on a card; what follows from it is not either."""
    window.files.lessons.open_named("9")
    found, course, simulation = place(window), window.lessons.course, window.simulation
    course.turn_to(3)
    settle()
    value = f"{simulation.run.value('c')[5, 0]:.3f}"
    for panels in ((found.stage, found.formula, found.tape), (window.stage, window.formula, window.tape)):
        window.places.go("lessons" if panels[0] is found.stage else "stage")
        settle()
        assert told(*panels, hidden=True) and value not in panels[1].texts()[-1]
    simulation.select(pins=("line:c", "line:h"))
    settle()
    assert all("your guess first" in card.texts() for card in window.inspector.cards.values())
    assert not any(value[:5] in text for text in window.inspector.texts())
    window.places.go("lessons")
    simulation.select(pins=())
    course.complete()
    settle()
    panels = found.stage, found.formula, found.tape
    assert not told(*panels, hidden=False) and any(value in text for text in found.formula.texts())
    assert value in found.page.content.reveal.prose.text


def test_the_unrolled_network_shows_no_box_that_is_to_be_guessed(window: MainWindow) -> None:
    """In the stage's place, too: somebody goes there to look."""
    simulation, chain = window.simulation, window.chain
    simulation.open(Setup.of("rnn", 3))
    simulation.to_end()
    settle()

    def lit() -> float:
        with facts.listening() as heard:
            chain.refresh()
            chain.grab()
        return max(fact.value[1] for fact in heard.of(chain) if fact.what == "lit" and "row" in fact.of)

    whole = lit()
    simulation.cover(veil_of([parse_quantity("h@3")], simulation.setup, simulation.cursor))
    assert lit() < whole and chain.plan().columns.x(2) <= lit() < chain.plan().columns.x(3)
    simulation.cover(NO_VEIL)


def told(stage: Stage, formula: Panel, tape: Panel, hidden: bool) -> bool:
    """Whether question marks stand there; no strip of what is hidden is told, and every one of what is not."""
    with facts.listening() as heard:
        for panel in (stage, formula, tape):
            panel.restyle()
            panel.grab()
    asked = [fact.of for fact in heard.of(stage) if fact.what == "asked"]
    strips = {fact.of for fact in heard.of(stage) if fact.what == "strip"}
    covered = {(fact.of, fact.step) for fact in heard.of(tape) if fact.what == "hidden"}
    leaves = next(label.key for label in stage.picture.labels if (label.source, label.kind) == ("c", "exit"))
    assert (leaves in strips) is not hidden
    assert (("c", 5) in covered and ("h", 6) in covered and ("f", 5) not in covered) is hidden
    return bool(asked)


def test_rings_stand_round_the_control_until_it_was_used(window: MainWindow) -> None:
    window.files.lessons.open_named("9")
    found, pulse = place(window), window.lessons._pulse
    assert not pulse.isVisible()
    press(window, Qt.Key.Key_Right)
    assert pulse.isVisible() and pulse.control is found.controls.holds["f"][1]
    window.places.go("stage")
    assert not pulse.isVisible()
    window.places.go("lessons")
    settle()
    QTest.mouseClick(found.controls.holds["f"][1], Qt.MouseButton.LeftButton)
    settle()
    assert not pulse.isVisible()
    window.files.lessons.open_named("2")
    settle()
    assert pulse.control is window.transport.control("step")
    press(window, Qt.Key.Key_Right)
    assert not pulse.isVisible() and window.simulation.cursor.step == 1


def test_what_is_pinned_leads_to_the_page_that_explains_it(window: MainWindow) -> None:
    window.files.lessons.open_named("9")
    found = place(window)
    window.simulation.select(pins=("line:f",))
    settle()
    prose = found.page.content.pinned
    assert prose.isVisible() and "page 2" in prose.text
    QTest.mouseClick(prose, Qt.MouseButton.LeftButton, pos=prose.spots()[0].toPoint())
    settle()
    assert found.page.content.title.text == "The forget gate"
    at = found.stage.grid.rect(found.stage.picture.by_name["g"].box).center().toPoint()
    QTest.mouseDClick(found.stage, Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert found.page.content.title.text == "What to write"


def test_a_lessons_file_opens_like_any_document_and_a_wrong_one_says_where(window: MainWindow, tmp_path: Path) -> None:
    text = (asset("lessons") / "03-order-matters.toml").read_text()
    good, bad = tmp_path / "mine.toml", tmp_path / "bad.toml"
    good.write_text(text)
    bad.write_text(text.replace('sentence = "2 2; 1 1; 1 1"', 'sentance = "2 2"'))
    assert window.files.open_path(good)
    settle()
    found = place(window)
    assert found.page.content.name.text.startswith("Order matters") and window.files.path is None
    setup = window.simulation.setup
    assert not window.files.open_path(bad)
    settle()
    assert found.contents.isVisible() and "bad.toml" in found.contents.refusal.text
    assert "sentance" in found.contents.refusal.text and window.simulation.setup == setup


def test_what_is_on_screen_becomes_a_page_and_what_was_done_is_known_again(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    window.simulation.go_to_step(3)
    assert window.lessons.save_page(path)
    before = window.simulation.setup, window.simulation.cursor
    window.simulation.edit(window.simulation.setup.with_cell("gru"))
    settle()
    assert window.files.open_path(path)
    settle()
    assert (window.simulation.setup, window.simulation.cursor) == before
    assert place(window).page.content.title.text == "New page"


def test_progress_is_remembered_by_the_next_window(make_window: Make) -> None:
    first = make_window(remembered=None)
    first.files.lessons.open_named("3")
    first.lessons.course.turn(1)
    first.lessons.course.answer(22.0)
    settle()
    second = make_window(remembered=None)
    record = second.lessons.course.records["order-matters"]
    assert (record.at, record.done, dict(record.answers)) == (1, {"before", "swapped"}, {"swapped": 22.0})
    second.files.lessons.open_named("3")
    settle()
    assert second.lessons.course.progress is not None and second.lessons.course.progress.at == 1
