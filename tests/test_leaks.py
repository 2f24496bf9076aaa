"""The check that no test leaves anything behind does see what a test could leave."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

Alive = Callable[[], list[str]]


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
    settings = QSettings("rnnviz", "rnnviz")
    assert settings.allKeys() == []
    settings.setValue("seen", again)
    settings.sync()
