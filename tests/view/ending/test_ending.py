"""What is on screen outlives its process: kept soon after an edit, offered at the next start, gone when answered."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit

from rnnviz.io.document import load, save
from rnnviz.io.formats.saved import Saved
from rnnviz.io.log import CRASH as LAST_CRASH
from rnnviz.io.log import report
from rnnviz.io.recovery import CRASH, DOCUMENT, FOLDER, begin, keep, leave
from rnnviz.io.settings import NAME as SETTINGS
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.resources import data_folder
from rnnviz.view.ending import autosave
from rnnviz.view.ending.ending import Ending, log_message
from rnnviz.view.ending.report_dialog import ReportDialog
from rnnviz.view.files.files import LAST
from rnnviz.view.widgets.box import Box
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.pseudo import speaking_pseudo, words_of

ROOT = Path(__file__).parents[3]


@pytest.fixture
def endings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Ending]]:
    """Those that a test made; pytest's own handler of crashes is put back."""
    monkeypatch.setattr(autosave, "LATER_MS", 20)
    made: list[Ending] = []
    yield made
    for ending in made:
        ending.stop()
    faulthandler.enable()


def edited(window: MainWindow, seed: int) -> None:
    window.simulation.edit(window.simulation.setup.with_weights(seed=seed))


def killed(window: MainWindow, ending: Ending, endings: list[Ending]) -> None:
    """As if the process had been killed: what is in its folder stays, and its lock is free."""
    ending.autosave.keep_now()
    window.files.kept = False
    ending.stop()
    endings.remove(ending)


def begun(window: MainWindow, endings: list[Ending]) -> Ending:
    ending = Ending(window)
    endings.append(ending)
    ending.window_is_there()
    settle()
    return ending


def answer(ending: Ending, button: str) -> None:
    getattr(ending.restoring, button).click()
    settle()


def test_an_edit_is_kept_soon_and_a_saved_one_needs_no_keeping(
    make_window: Make, endings: list[Ending], qtbot: object, tmp_path: Path
) -> None:
    window = make_window()
    begun(window, endings)
    edited(window, 77)
    (own,) = [path for path in (data_folder() / FOLDER).iterdir() if path.is_dir()]
    qtbot.waitUntil(lambda: (own / DOCUMENT).exists(), timeout=20_000)
    assert load(own / DOCUMENT).setup.weights.seed == 77
    assert window.files.save_path(tmp_path / "mine.rnnviz")
    qtbot.waitUntil(lambda: not (own / DOCUMENT).exists(), timeout=20_000)


@pytest.mark.parametrize("button", ["restore", "discard", "later"])
def test_what_was_left_is_offered(make_window: Make, endings: list[Ending], tmp_path: Path, button: str) -> None:
    first = make_window()
    save(tmp_path / "talk.rnnviz", Saved(Setup(weights=Weights(seed=5))))
    assert first.files.open_path(tmp_path / "talk.rnnviz")
    ending = begun(first, endings)
    assert ending.restoring.box is None
    edited(first, 4321)
    killed(first, ending, endings)
    second = make_window()
    ending = begun(second, endings)
    assert ending.restoring.box.text().startswith("Restore talk.rnnviz as it was when rnnviz ended at ")
    with speaking_pseudo():  # the question is said anew, with its answers
        settle()
        texts = [ending.restoring.box.text(), *(b.text() for b in ending.restoring.box.buttons())]
        assert len(texts) == 4 and {word for text in texts for word in words_of(text)} <= {"talk", "rnnviz"}
    settle()
    assert ending.restoring.box.text().startswith("Restore talk.rnnviz as it was when rnnviz ended at ")
    answer(ending, button)
    assert ending.restoring.box is None
    assert (second.simulation.setup.weights.seed == 4321) is (button == "restore")
    assert (second.files.path == tmp_path / "talk.rnnviz") is (button == "restore")
    killed(second, ending, endings)
    third = begun(make_window(), endings)
    assert (third.restoring.box is None) is (button == "discard")
    assert load(tmp_path / "talk.rnnviz").setup.weights.seed == 5


def test_a_restored_lesson_does_not_overwrite_what_somebody_wrote_meanwhile(
    make_window: Make, endings: list[Ending], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "talk.rnnviz"
    save(path, Saved(Setup(weights=Weights(seed=5))))
    first = make_window()
    assert first.files.open_path(path)
    ending = begun(first, endings)
    edited(first, 6)
    killed(first, ending, endings)
    save(path, Saved(Setup(weights=Weights(seed=7))))
    second = make_window()
    answer(begun(second, endings), "restore")
    asked: list[str] = []
    monkeypatch.setattr(Box, "exec", lambda box: asked.append(box.text()) or QMessageBox.StandardButton.No)
    assert not second.files.save_path(path) and load(path).setup.weights.seed == 7
    assert asked == ["talk.rnnviz was written by somebody else since it was opened here. Replace it?"]


def test_two_windows_do_not_overwrite_each_other_silently(
    make_window: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, answers = tmp_path / "talk.rnnviz", [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    save(path, Saved(Setup(weights=Weights(seed=5))))
    one, other = make_window(), make_window()
    assert one.files.open_path(path) and other.files.open_path(path)
    for window, seed in ((one, 1), (other, 2)):
        edited(window, seed)
    monkeypatch.setattr(Box, "exec", lambda _: answers.pop(0))
    assert one.files.save_path(path) and one.files.save_path(path)
    assert not other.files.save_path(path) and load(path).setup.weights.seed == 1
    assert other.files.save_path(path) and load(path).setup.weights.seed == 2 and answers == []


def test_a_draft_that_was_typed_is_offered(make_window: Make, endings: list[Ending]) -> None:
    first = make_window()
    ending = begun(first, endings)
    first.cells.edit()
    first.cells.editor._name("Typed")
    killed(first, ending, endings)
    second = make_window()
    ending = begun(second, endings)
    assert "Restore the cell that was typed" in ending.restoring.box.text()
    answer(ending, "restore")
    assert second.cells.editor.draft.name == "Typed" and second.cells.draft_typed()
    second.cells.leave()
    killed(second, ending, endings)
    third = make_window(remembered=None)
    answer(begun(third, endings), "restore")
    third.cells.new()
    assert third.cells.editor.draft.name == "Typed"


def test_a_window_closed_in_order_leaves_nothing_to_offer(make_window: Make, endings: list[Ending]) -> None:
    window = make_window(remembered=None)
    ending = begun(window, endings)
    edited(window, 99)
    ending.autosave.keep_now()
    assert window.close()
    endings.remove(ending)
    ending.stop()
    assert begun(make_window(), endings).restoring.box is None
    assert load(data_folder() / LAST).setup.weights.seed == 99


def test_a_crash_is_told_and_reported(make_window: Make, endings: list[Ending]) -> None:
    own = begin(data_folder())
    keep(own, CRASH, b"Fatal Python error: Aborted")
    leave(own)
    window = make_window()
    ending = begun(window, endings)
    assert "rnnviz crashed at " in ending.restoring.box.text()
    answer(ending, "restore")
    assert (data_folder() / LAST_CRASH).read_text() == "Fatal Python error: Aborted"
    window.commands.do("report")
    (dialog,) = window.findChildren(ReportDialog)
    assert "Fatal Python error: Aborted" in dialog.findChild(QPlainTextEdit).toPlainText()
    dialog.copy.click()
    assert QApplication.clipboard().text() == dialog.text.toPlainText()
    assert "PySide6-Essentials" in dialog.text.toPlainText()
    dialog.close()


def test_what_qt_says_is_in_the_log(make_window: Make, endings: list[Ending], capsys: object) -> None:
    begun(make_window(), endings)
    log_message(QtMsgType.QtWarningMsg, None, "QOdd: something")
    assert "WARNING Qt: QOdd: something" in report(data_folder()) and "QOdd" in capsys.readouterr().err


def test_damaged_settings_are_said(make_window: Make, endings: list[Ending]) -> None:
    (data_folder() / SETTINGS).write_text("{")
    window = make_window()
    begun(window, endings)
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert "The settings of the last launch are not used" in box.text()
    box.close()


def test_without_a_folder_the_window_opens_all_the_same(make_window: Make, endings: list[Ending]) -> None:
    (data_folder() / FOLDER).write_text("a file where a folder should be")
    window = make_window()
    ending = begun(window, endings)
    edited(window, 3)
    assert ending.autosave is None and window.isVisible()


EDIT = """
import sys
from rnnviz import app
from rnnviz.view.ending.ending import Ending
there = Ending.window_is_there
def ready(ending):
    there(ending)
    simulation = ending._window.simulation
    try:
        simulation.edit(simulation.setup.with_weights(seed=31))
    finally:
        print("ready", flush=True)
Ending.window_is_there = ready
sys.exit(app.main([]))
"""


@pytest.mark.skipif(os.name == "nt", reason="these signals are sent there by other means")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_closes_an_idle_window_in_order(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    env = os.environ | {"RNNVIZ_DATA": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", EDIT], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            process.send_signal(number)
            process.communicate()
        finally:
            process.kill()  # one that has not ended: leaving `with` would wait for it
    assert process.returncode == 128 + number
    assert load(tmp_path / LAST).setup.weights.seed == 31 and list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is one of Linux")
def test_who_types_with_fcitx_is_told_once(
    window: MainWindow, endings: list[Ending], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.delenv("QT_IM_MODULES", raising=False)
    said = []
    for _ in range(2):
        ending = begun(window, endings)
        said.append([box.text() for box in window.findChildren(QMessageBox) if "fcitx" in box.text()])
        for box in window.findChildren(QMessageBox):
            box.close()
        settle()
        ending.stop()
        endings.remove(ending)
    assert len(said[0]) == 1 and said[1] == []
    assert "input method fcitx" in report(data_folder())
