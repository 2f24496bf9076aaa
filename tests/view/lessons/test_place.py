"""Lessons in the window: pages read back from the screen, keys, leaving, files. One window for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.lessons.onward import Onward
from rnnviz.model.setup.scenes import opening
from rnnviz.resources import asset
from rnnviz.view.lessons.place import Lessons
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import settle


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
