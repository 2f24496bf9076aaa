"""Every shipped lesson is taken with one key in both languages: nothing is cut at 1280x720, and numbers are the run's.

One panel for all of them; a window would paint for half a minute what nobody looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.app import make_application
from rnnviz.io.lessons.shelf import lesson_names
from rnnviz.model.document.document import Document
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.filling import pieces
from rnnviz.model.lessons.lesson import LANGUAGES
from rnnviz.model.lessons.progress import filled, looked
from rnnviz.view.files.lesson_files import LessonFiles
from rnnviz.view.lessons.page_panel import PagePanel
from rnnviz.view.look.style import DARK, Scale
from rnnviz.view.widgets.paper import BOLD, text_width

SIZE = 373, 627
"""Of the panel in a window of 1280x720."""
MOST = 40
"""Presses of the key that one page may take."""


@dataclass
class Taken:
    document: Document
    panel: PagePanel
    over: list[str]

    @property
    def course(self) -> LessonCourse:
        return self.panel.course

    def press(self) -> None:
        self.course.onward()
        self.document.flush()

    def over_now(self) -> None:
        assert self.course.progress is not None
        self.over.append(self.course.progress.lesson.key)


@pytest.fixture(scope="module")
def taken() -> Iterator[Taken]:
    make_application()
    document, around = Document(), QWidget()
    panel = PagePanel(document.front, around)
    found = Taken(document, panel, [])
    panel.course.over.connect(found.over_now)
    panel.dress(DARK, Scale(720))
    around.resize(*SIZE)
    panel.resize(*SIZE)
    around.show()
    QApplication.processEvents()
    yield found
    shiboken6.delete(around)
    shiboken6.delete(document)


@pytest.mark.parametrize("name", lesson_names())
def test_a_lesson_is_taken_with_one_key_and_says_what_the_run_says(name: str, taken: Taken) -> None:
    taken.over.clear()
    assert LessonFiles(taken.document.front).open_named(name)
    taken.document.flush()
    seen: list[str] = []
    while not taken.over:
        progress = taken.course.progress
        assert progress is not None
        seen.append(progress.page.key)
        _check(taken)
        for _ in range(MOST):
            shown = taken.course.progress.asks  # type: ignore[union-attr]
            taken.press()
            now = taken.course.progress
            assert now is not None
            if taken.over or now.page is not progress.page:
                break
            if shown and not now.asks:
                _check(taken)
        else:
            pytest.fail(f"page {progress.page.key} cannot be left with one key")
    assert seen == [page.key for page in progress.lesson.pages]


def _check(taken: Taken) -> None:
    """In each language: everything fits, and the texts are those of the run that the page begins with."""
    content, course = taken.panel.content, taken.course
    progress, now = course.progress, course.now
    assert progress is not None
    page, where = progress.page, f"{progress.lesson.key}, page {progress.at + 1}"
    begun = (now.setup, now.cursor) == (page.state.setup, page.state.cursor)
    for language in LANGUAGES:
        content.renew(language)
        room = taken.panel._area.height()
        assert content.height_for(content.width(), room) <= room, where
        for button in content.choices.buttons if content.choices.isVisible() else ():
            assert text_width(button.text().split(" ")[0], 15, BOLD) < button.width(), where
        if begun and not progress.hidden:
            at = looked(page.state)
            asked = page.question
            pairs = [(content.text.text, page.text), (content.title.text, page.title)]
            pairs += [(content.question.prose.text, asked.ask)] if asked is not None else []
            pairs += [(content.reveal.prose.text, asked.reveal)] if asked is not None and not progress.asks else []
            for said, words in pairs:
                wanted = filled(progress.lesson, words.of(language), at)
                assert said == "".join(piece.words for piece in pieces(wanted)), (where, language)
        elif progress.hidden:
            assert content.reveal.isHidden(), where
