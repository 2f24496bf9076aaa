"""A picture of the window is made while the window answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup
from rnnviz.view.files.export import saving
from rnnviz.view.files.pictures import Pictures
from rnnviz.view.window.notices import Notices
from rnnviz.view.work.progress import ProgressStrip
from tests.view.conftest import Make

KINDS = ("a.png", "a.svg", "a.pdf")
PARTS = 12


class Part(QWidget):
    """A colour for every step of the story."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        super().__init__(parent)
        self.document, self.painted = document, 0

    def paint_vector(self, painter: QPainter, rect: QRectF) -> None:
        self.painted += 1
        painter.fillRect(rect, QColor(20 * self.document.front.cursor.step, 0, 0))


@pytest.fixture
def document(qapp: object) -> Iterator[Document]:
    found = Document(Setup())
    yield found
    found.deleteLater()


@pytest.fixture
def parts(qtbot: QtBot, document: Document) -> QWidget:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(10 * PARTS, 10)
    for number in range(PARTS):
        Part(whole, document).setGeometry(10 * number, 0, 10, 10)
    whole.show()
    return whole


@pytest.fixture
def pictures(parts: QWidget, document: Document) -> Pictures:
    return Pictures(document.front, parts, Notices(parts))


def colours(path: Path) -> set[int]:
    image = QImage(str(path))
    return {image.pixelColor(20 * number + 10, 10).red() for number in range(PARTS)}


@pytest.mark.parametrize("name", KINDS)
def test_one_part_is_painted_at_a_time(parts: QWidget, tmp_path: Path, name: str) -> None:
    work, at_once, before, shares = saving(parts, tmp_path / name), 0, 0, [0.0]
    for piece in work:
        shares.append(piece.share)
        now = sum(part.painted for part in parts.findChildren(Part))
        at_once, before = max(at_once, now - before), now
    assert shares == sorted(shares) and shares[-1] <= 1
    assert at_once == 1 and before == PARTS and (tmp_path / name).stat().st_size


@pytest.mark.parametrize("moves", [False, True])
def test_a_picture_shows_one_place_of_the_story(
    pictures: Pictures, document: Document, tmp_path: Path, qtbot: QtBot, moves: bool
) -> None:
    document.front.go_to_step(1)
    document.flush()
    pictures.save_path(tmp_path / "a.png")
    for _ in range(5):
        pictures._next()
    if moves:
        document.front.go_to_step(4)
        document.flush()
    qtbot.waitUntil(lambda: not pictures.busy)
    assert colours(tmp_path / "a.png") == ({80} if moves else {20})


def test_the_event_loop_turns_meanwhile(pictures: Pictures, tmp_path: Path, qtbot: QtBot) -> None:
    turns: list[bool] = []
    clock = QTimer(interval=0)
    clock.timeout.connect(lambda: turns.append(pictures.busy))
    clock.start()
    pictures.save_path(tmp_path / "a.svg")
    qtbot.waitUntil(lambda: not pictures.busy)
    clock.stop()
    assert turns.count(True) >= PARTS


def test_it_can_be_given_up(pictures: Pictures, tmp_path: Path) -> None:
    pictures.save_path(tmp_path / "a.png")
    assert pictures.cancel() and not pictures.busy and not pictures.cancel()
    assert not list(tmp_path.iterdir())


def test_what_takes_long_says_how_much_is_done_and_is_in_no_picture(
    make_window: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.view.files.pictures.PATIENCE", 0)
    window, shares, said = make_window(), [], []
    strip, made = window.findChild(ProgressStrip), window.files.pictures
    made.share.connect(shares.append)
    made.share.connect(lambda: said.append((strip.isVisible(), strip.text())))
    made.save_path(tmp_path / "a.svg")
    made._next()
    window.simulation.next()  # begins the picture again while the strip is seen
    window.simulation.flush()
    made.finish()
    again = next(number for number in range(len(shares)) if shares[number] > shares[number + 1])
    for part in (shares[: again + 1], shares[again + 1 :]):
        assert part == sorted(part) and len(part) > 1
    assert shares[-1] == 1.0 and not strip.isVisible()
    assert all(shown and "Esc gives it up" in text for shown, text in said[:-1])
    assert "Esc gives" not in (tmp_path / "a.svg").read_text()
    window.files.pictures.save_path(tmp_path / "b.svg")
    window.commands.do("escape")
    assert not made.busy and not strip.isVisible() and not (tmp_path / "b.svg").exists()


def test_the_first_of_two_is_finished(pictures: Pictures, tmp_path: Path, qtbot: QtBot) -> None:
    for name in KINDS:
        pictures.save_path(tmp_path / name)
    qtbot.waitUntil(lambda: not pictures.busy)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(KINDS)


def test_what_goes_away_meanwhile_is_left_out(pictures: Pictures, parts: QWidget, tmp_path: Path) -> None:
    pictures.save_path(tmp_path / "a.png")
    for part in parts.findChildren(Part)[6:]:
        part.setParent(None)
        part.deleteLater()
    pictures.finish()
    assert (tmp_path / "a.png").exists()


def test_a_refusal_is_said(pictures: Pictures, parts: QWidget, tmp_path: Path) -> None:
    pictures.save_path(tmp_path / "none" / "a.png")
    pictures.finish()
    assert "there is no such file or folder" in parts.findChild(QMessageBox).text()


def test_a_picture_is_finished_before_the_window_closes(make_window: Make, tmp_path: Path) -> None:
    window = make_window()
    window.commands.do("copy_picture")
    window.files.pictures.save_path(tmp_path / "a.png")
    assert window.busy
    window.close()
    assert not window.busy and QImage(str(tmp_path / "a.png")).width() == 2 * window.whole.width()


@pytest.mark.parametrize("name", KINDS)
def test_a_window_has_many_parts(make_window: Make, tmp_path: Path, name: str) -> None:
    assert sum(1 for _ in saving(make_window().whole, tmp_path / name)) > 40
