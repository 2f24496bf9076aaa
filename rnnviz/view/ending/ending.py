"""Begins the log, the keeping and the listening for signals with a window, and ends them with it."""

from __future__ import annotations

import contextlib
import faulthandler
import io
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QSessionManager

from rnnviz.io.log import close_log, logger, open_log
from rnnviz.io.recovery import CRASH, Keeping, begin, finish, leave
from rnnviz.resources import data_folder
from rnnviz.view.ending.autosave import Autosave
from rnnviz.view.ending.input_method import tell_of_input_method
from rnnviz.view.ending.restoring import Restoring
from rnnviz.view.ending.signals import Signals

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow

_LEVELS = {QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtWarningMsg: 30, QtMsgType.QtCriticalMsg: 40}


class Ending(QObject):
    """`code`: what the process should return once the event loop has ended, where a signal ended it; else 0.

    Nothing of it keeps the window from opening: where the data folder cannot be written there is no log, and nothing
    is kept.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self.code = window, 0
        self._log = open_log(data_folder())
        self._former = qInstallMessageHandler(log_message)
        self._signals = Signals(self._close, self)
        self._crash: io.TextIOWrapper | None = None
        self.autosave: Autosave | None = None
        self.restoring: Restoring | None = None
        try:
            self._own: Keeping | None = begin(data_folder())
            self._watch_for_crash(self._own)
            self.autosave = Autosave(window, self._own)
            self.restoring = Restoring(window, self.autosave)
        except OSError as error:
            self._own = None
            logger.warning("nothing is kept for recovery: %s", error)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._session_ends)

    def window_is_there(self) -> None:
        """The first frame is painted: say what has to be said of the last launch."""
        from rnnviz.view.window.settings import damage

        why = damage()
        if why is not None:
            self._window.notices.refuse(why)
        tell_of_input_method(self._window.notices)
        if self.restoring is not None:
            self.restoring.offer()

    def stop(self) -> None:
        """The window is closed. Where it kept what was on screen, nothing is left to be found again."""
        if self.restoring is not None:
            self.restoring.stop()
        if self.autosave is not None:
            self.autosave.stop()
        self._signals.stop()
        self._stop_watching()
        if self._own is not None:
            (finish if self._window.files.kept else leave)(self._own)
        qInstallMessageHandler(self._former)
        logger.info("ended in order")
        close_log(self._log)

    def _close(self, code: int) -> None:
        """A signal: keep everything, then close without a question that nobody would answer."""
        self.code = code
        self._keep_now()
        self._window.files.asks = False
        self._window.close()
        QCoreApplication.exit(code)

    def _session_ends(self, manager: QSessionManager) -> None:
        """The user logs out, or the machine goes down: nobody may be there to see the window close."""
        self._keep_now()

    def _keep_now(self) -> None:
        if self.autosave is not None:
            self.autosave.keep_now()

    def _watch_for_crash(self, own: Keeping) -> None:
        """What takes the process down is written by it in its last moment."""
        self._crash = (own.folder / CRASH).open("w", encoding="utf-8")
        faulthandler.enable(self._crash)

    def _stop_watching(self) -> None:
        crash, self._crash = self._crash, None
        if crash is not None:
            faulthandler.disable()
            with contextlib.suppress(OSError):
                crash.close()


def log_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own messages, on the terminal as before and in the log."""
    import sys

    logger.log(_LEVELS.get(kind, 50), "Qt: %s", text)
    if kind != QtMsgType.QtDebugMsg and sys.stderr is not None:
        print(text, file=sys.stderr)
