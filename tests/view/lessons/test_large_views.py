"""What stands beside a page instead of the stage: compared cells, the unrolled network, a page of the laboratory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from rnnviz.app import make_application
from rnnviz.io.lessons.reading import load_lesson
from rnnviz.io.lessons.shelf import lesson_files, shipped_lesson
from rnnviz.model.document.document import Document
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.filling import spoken
from rnnviz.model.lessons.lesson import LANGUAGES, Lesson, LessonPage
from rnnviz.model.setup.setup import Setup
from rnnviz.view.compare.place import Compare
from rnnviz.view.lessons.place import Lessons
from rnnviz.view.look.translation import Translation
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import settle


@pytest.fixture(scope="module")
def window() -> Iterator[MainWindow]:
    make_application()
    made = MainWindow(Document(Setup.of("mgu", 2)), "dark", DEFAULTS)
    made.resize(1280, 720)
    made.show()
    settle()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def opened(window: MainWindow, lesson: str, page: str) -> Lessons:
    found, place = shipped_lesson(lesson), window.places.go("lessons")
    assert found is not None and isinstance(place, Lessons)
    window.lessons.course.begin(found, [one.key for one in found.pages].index(page))
    place.show_page()
    settle()
    return place


def course(window: MainWindow) -> LessonCourse:
    return window.lessons.course


def test_compared_cells_stand_beside_the_page_and_go_with_the_lesson(window: MainWindow) -> None:
    before = window.simulation.setup
    place = opened(window, "13", "terms")
    compare = place.large.now
    assert isinstance(compare, Compare) and compare.isVisible() and not place.stage.isVisible()
    cells = compare.comparison.cells
    assert [cell.setup.layers[0].cell_key for cell in cells] == ["lstm", "gru"]
    text = place.page.content.text.text
    for cell, line in zip(cells, ("f", "keep"), strict=True):
        assert f"{cell.run.value(line)[5, 0]:.3f}" in text
    assert "\u2013" not in text  # what a page cannot find
    place.setFocus()
    QTest.keyClick(place, Qt.Key.Key_M)
    assert compare.sheet is not None
    assert place.leave() and compare.sheet is None and course(window).progress is not None
    course(window).turn(1)
    settle()
    assert compare.isVisible() and len(compare.comparison.cells) == 2
    place.leave()
    settle()
    assert place.stage.isHidden() is False and place.large.now is None
    assert [one.setup for one in window.simulation.document.simulations] == [before]


def test_the_unrolled_network_stands_on_the_columns_of_the_tape(window: MainWindow) -> None:
    place = opened(window, "14", "back")
    assert place.chain.isVisible() and place.tape.isVisible() and place.stage.isVisible()
    assert [row.layer for row in place.chain.chain.rows] == [0, 1, 2]
    assert place.chain.width() == place.tape.width() and place.chain.plan().columns == place.tape.plan()
    opened(window, "9", "belt")
    assert not place.chain.isVisible() and place.tape.isVisible()


def test_a_page_of_the_laboratory_stands_beside_the_page(window: MainWindow) -> None:
    place = opened(window, "14", "lstm")
    large = place.large.now
    assert large is not None and large.key == "depth" and large.isVisible() and not place.stage.isVisible()
    assert large.geometry().right() <= place.width() and large.geometry().left() >= place.page.width()


def length(page: LessonPage, language: str) -> int:
    """How much is read on a page once its answer is shown."""
    asked = page.question
    said = [page.text] if asked is None else [page.text, asked.ask, asked.reveal, *asked.choices]
    return sum(len(spoken(words.of(language))) for words in said)


@cache
def all_pages() -> tuple[tuple[Lesson, LessonPage], ...]:
    return tuple((lesson, page) for path in lesson_files() for lesson in [load_lesson(path)] for page in lesson.pages)


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_longest_pages_have_room_at_the_smallest_size(window: MainWindow, tongue: str) -> None:
    Translation.shared().speak(tongue)
    try:
        for lesson, page in sorted(all_pages(), key=lambda one: -length(one[1], tongue))[:2]:
            place = opened(window, lesson.key, page.key)
            if page.question is not None:
                course(window).answer(course(window).right())
                course(window).reveal()
                settle()
            room = place.page.content.parentWidget().height()
            assert place.page.content.height() <= room, (lesson.key, page.key)
    finally:
        Translation.shared().speak("en")
        settle()
