"""The style sheet holds wherever rnnviz lies: no folder's name can end it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from rnnviz.resources import asset
from rnnviz.view.look import style

FOLDERS = ["Ann O'Neill", 'the "best" one', "two words", "课程 é", "a)b;c}d", "back\\slash", "50%20", "#1"]


def arrow(qtbot: QtBot) -> QImage:
    """A list to choose from, dressed."""
    box = QComboBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style.style_sheet(style.DARK, style.Scale()))
    box.resize(160, 40)
    return box.grab().toImage()


@pytest.mark.parametrize("folder", FOLDERS)
def test_arrows_are_found_in_any_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    usual = arrow(qtbot)
    shutil.copytree(asset("icons"), tmp_path / folder / "icons")
    for svg in (tmp_path / folder / "icons").glob("*.svg"):  # so that these, and no others, are seen
        svg.write_text(svg.read_text().replace("#93A0BC", "#FF0000"))
    monkeypatch.setattr(style, "asset", (tmp_path / folder).joinpath)
    other = arrow(qtbot)
    monkeypatch.undo()
    ground = style.mix(style.DARK.panel, style.DARK.line, 0.3)
    assert differing(usual, other) == differing(other, usual) > 8
    assert other.pixelColor(80, 8) == usual.pixelColor(80, 8) == QColor(ground)
    assert arrow(qtbot) == usual


def differing(a: QImage, b: QImage) -> int:
    """Pixels in which two pictures of one size differ."""
    return sum(a.pixel(x, y) != b.pixel(x, y) for x in range(a.width()) for y in range(a.height()))
