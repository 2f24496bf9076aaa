"""The check that no test leaves anything behind does see what a test could leave."""

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from rnnviz.io.settings import old_place, read_settings, write_settings
from rnnviz.resources import data_folder

Alive = Callable[[], list[str]]
Places = QStandardPaths.StandardLocation


def test_nothing_is_alive_at_first(qapp: QApplication, alive: Alive) -> None:
    assert [name for name in alive() if "MainThread" not in name] == []


def test_a_window_is_seen_and_its_dialogs_are_not_counted_again(qapp: QApplication, alive: Alive) -> None:
    window = QWidget()
    dialog = QDialog(window)
    assert [name for name in alive() if "window" in name] == ["window QWidget"]
    del dialog, window


def test_a_ticking_timer_is_seen(qapp: QApplication, alive: Alive) -> None:
    timer = QTimer()
    timer.start(1000)
    assert "QTimer of nobody" in alive()
    timer.stop()
    assert "QTimer of nobody" not in alive()


def test_a_running_qthread_is_seen(qapp: QApplication, alive: Alive) -> None:
    thread = QThread(objectName="worker")
    thread.start()
    assert "QThread worker" in alive()
    thread.quit()
    assert thread.wait(2000)


def test_a_python_thread_is_seen(alive: Alive) -> None:
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="waiting")
    thread.start()
    assert "thread waiting" in alive()
    release.set()
    thread.join()


@pytest.mark.parametrize("again", [1, 2])
def test_settings_start_empty(again: int) -> None:
    assert not any(read_settings(data_folder()))
    assert not write_settings(data_folder(), {"seen": again})


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_nobodys_own_settings_are_touched(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    """Not even by a process that forgets where a test keeps its own."""
    monkeypatch.setattr(sys, "platform", platform)
    assert own(data_folder()) and own(old_place())
    monkeypatch.delenv("RNNVIZ_DATA")
    assert own(data_folder())
    for kind in (Places.AppDataLocation, Places.ConfigLocation, Places.CacheLocation):
        place = QStandardPaths.writableLocation(kind)
        assert own(Path(place)) or "qttest" in place


def own(path: Path) -> bool:
    """Whether it lies where tests may write."""
    return any(root in path.parents for root in (Path(os.environ["HOME"]), Path(tempfile.gettempdir())))
