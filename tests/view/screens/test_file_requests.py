"""A file that the system asks for is opened in the window there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from rnnviz.view.screens.file_requests import FileRequests
from rnnviz.view.window.main_window import MainWindow


@pytest.fixture
def requests(qapp: QApplication) -> Iterator[FileRequests]:
    made = FileRequests(qapp)
    yield made
    shiboken6.delete(made)


def ask(url: QUrl) -> None:
    QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent(url))


def test_a_file_is_opened(window: MainWindow, requests: FileRequests, tmp_path: Path) -> None:
    path = tmp_path / "Ann O'Neill 课程.rnnviz"
    assert window.files.save_path(path)
    window.files.left()
    requests.asked.connect(window.files.open_path)
    ask(QUrl.fromLocalFile(str(path)))
    assert window.files.path == path


def test_what_is_elsewhere_or_comes_amid_a_question_is_not_asked_for(
    qtbot: QtBot, requests: FileRequests, tmp_path: Path
) -> None:
    heard: list[str] = []
    requests.asked.connect(heard.append)
    ask(QUrl("https://example.org/a.rnnviz"))
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setModal(True)
    box.show()
    ask(QUrl.fromLocalFile(str(tmp_path / "a.rnnviz")))
    box.close()
    assert heard == []
    QCoreApplication.sendEvent(QCoreApplication.instance(), QEvent(QEvent.Type.ApplicationActivate))
    ask(QUrl.fromLocalFile(str(tmp_path / "a.rnnviz")))
    assert heard == [str(tmp_path / "a.rnnviz")]
