"""The command `rnnviz`: arguments, one QApplication, one Document, one MainWindow."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rnnviz import __version__
from rnnviz.arguments import ArgumentRefused
from rnnviz.command_line import asked_in, parser, pictured
from rnnviz.complaint import box_is_awaited, show_without_qt
from rnnviz.io.log import logger
from rnnviz.opening import Opening, listed, opening_of
from rnnviz.opening_lesson import lesson_of
from rnnviz.preflight import BRIDGE, fallback, lacking_input_method, problem
from rnnviz.screenshot import render, size_asked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rnnviz.model.document.document import Document
    from rnnviz.view.laboratory.place import Laboratory
    from rnnviz.view.window.main_window import MainWindow

IDLE_MS = 1500
"""So long after the window is complete the worker's process is started."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    if (sys.argv[1:] if argv is None else list(argv)) == ["--worker"]:  # how a frozen application starts its worker
        return _worker()
    try:
        arguments = parser().parse_args(argv)
    except ArgumentRefused as refused:
        return _complain(_words(refused, asked_in(sys.argv[1:] if argv is None else argv)))
    if arguments.list is not None:
        print("\n".join(listed(arguments.list)))
        return 0
    if arguments.check_lesson is not None:
        return _check_lesson(Path(arguments.check_lesson))
    if arguments.export_code is not None:
        return _export_code(arguments)
    _prepare(pictured(arguments))
    try:
        return _run(arguments)
    finally:
        gc.enable()


def _worker() -> int:
    from rnnviz.model.worker.serving import main as serve

    serve()
    return 0


def _run(arguments: argparse.Namespace) -> int:
    boxed = not pictured(arguments)
    why = problem()
    if why:
        return _complain(why, show_without_qt if boxed else None)
    try:
        size = size_asked(arguments)
        lesson, rest = lesson_of(arguments)
        opening = opening_of(rest)
    except ArgumentRefused as refused:
        return _complain(_words(refused, arguments), _box if boxed else None)
    app = make_application()
    _speak(arguments)
    window = _window(opening, arguments)
    if lesson is not None:
        window.lessons.open(lesson.lesson, lesson.at, lesson.reveal)
    if not boxed:
        try:
            render(window, arguments, size)
        except ArgumentRefused as refused:
            return _complain(_words(refused, arguments))
        return 0
    from rnnviz.view.ending.ending import Ending
    from rnnviz.view.work.idle import GivesBack

    ending = Ending(window)
    GivesBack(window.document, window)
    if sys.platform == "darwin":
        _open_what_is_asked_for(app, window)
    window.completed.connect(spare_what_stays)
    window.completed.connect(warm)
    window.completed.connect(ending.window_is_there)
    window.show()
    code = app.exec()
    ending.stop()
    window.deleteLater()
    return ending.code or code


def _export_code(arguments: argparse.Namespace) -> int:
    """Write the run the arguments describe as a program; no window and no screen is needed."""
    from rnnviz.engine.errors import Refusal
    from rnnviz.io.code.writing import write_code

    kind, file = arguments.export_code
    try:
        write_code(Path(file), opening_of(arguments).setup, kind, arguments.rows)
    except ArgumentRefused as refused:
        return _complain(_words(refused, arguments))
    except Refusal as refused:
        return _complain(
            _words(ArgumentRefused("argument.wrong", option="--export-code", why=refused.message), arguments)
        )
    return 0


def _check_lesson(path: Path) -> int:
    """Print what is wrong with a lesson, one sentence a line; 1 where anything is."""
    from rnnviz.io.lessons.checking import problems_of
    from rnnviz.view.look.words import said

    found = problems_of(path)
    for wrong in found:
        print(said(wrong), file=sys.stderr)
    return 1 if found else 0


def _open_what_is_asked_for(app: QApplication, window: MainWindow) -> None:
    from rnnviz.view.screens.file_requests import FileRequests

    FileRequests(app).asked.connect(window.files.open_path)


def _prepare(screenshot: bool) -> None:
    """Settings that must stand before Qt or NumPy is imported."""
    gc.disable()  # nothing of what a start makes is garbage: looking for it takes a tenth of the start
    # threads of the BLAS make the small products here up to ten times slower
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE"):
            os.environ.pop(name, None)
        os.environ["QT_SCALE_FACTOR"] = "1"
    if lacking_input_method(sys.platform, os.environ):
        os.environ["QT_IM_MODULES"] = BRIDGE
    plugin = fallback(os.environ) if sys.platform.startswith("linux") else None
    if plugin is not None:
        os.environ["QT_QPA_PLATFORM"] = plugin


def warm() -> None:
    """Have the worker's process ready before somebody needs it, once nobody waits for the window any more."""
    from PySide6.QtCore import QTimer

    from rnnviz.view.work.worker import Worker

    worker = Worker.shared()
    QTimer.singleShot(IDLE_MS, worker, worker.warm)


def spare_what_stays() -> None:
    """Modules, classes and panels live until the end: looking through them for garbage takes 40 ms every time."""
    gc.freeze()
    gc.enable()


def _complain(sentence: str, show: Callable[[str], None] | None = None) -> int:
    """Say why the command ends; show: where somebody may wait for a window."""
    print(f"rnnviz: {sentence}", file=sys.stderr)
    if show is not None and box_is_awaited():
        show(sentence)
    return 2


def _words(refused: ArgumentRefused, arguments: argparse.Namespace) -> str:
    """In the language the window would speak; there is no application yet, and perhaps no Qt."""
    if problem():
        return str(refused)
    from rnnviz.view.look.words import said_in

    return said_in(_language(arguments), refused)


def _language(arguments: argparse.Namespace) -> str:
    """What was asked for, else what was spoken last; pictures are English unless they are asked to be other."""
    from rnnviz.view.look.translation import ENGLISH
    from rnnviz.view.window.settings import recall

    last = ENGLISH if pictured(arguments) else recall().language
    return arguments.lang or last


def _box(sentence: str) -> None:
    """Before there is a window, in one of its own."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    make_application()
    box = QMessageBox(QMessageBox.Icon.Warning, "rnnviz", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


def make_application() -> QApplication:
    """The QApplication in our dress: Fusion, our fonts, our name."""
    from PySide6.QtGui import QIcon, QPixmapCache
    from PySide6.QtWidgets import QApplication

    from rnnviz.resources import asset
    from rnnviz.view.look import accessible
    from rnnviz.view.look.style import load_fonts, ui_font

    app: Any = QApplication.instance() or QApplication(["rnnviz"])
    app.setApplicationName("rnnviz")
    app.setOrganizationName("rnnviz")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("rnnviz")  # of packaging/rnnviz.desktop: a dock shows its icon and groups its windows
    app.setStyle("Fusion")
    load_fonts()
    accessible.install()
    app.setFont(ui_font(16))
    app.setWindowIcon(QIcon(str(asset("icons", "rnnviz.svg"))))
    QPixmapCache.setCacheLimit(48 * 1024)  # kB; the default 10 MB thrashes from 1080p upwards
    sys.excepthook = _report
    return cast("QApplication", app)


_reported: set[str] = set()


def _report(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """An unexpected error: once per place to stderr; a paint error could come thirty times per frame."""
    import traceback

    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    text = "".join(traceback.format_exception(kind, error, trace))
    if text not in _reported:
        _reported.add(text)
        logger.error("%s", text)
        print(text, file=sys.stderr)


def _speak(arguments: argparse.Namespace) -> None:
    """The window's language, where this machine has letters for it."""
    from rnnviz.view.look.translation import ENGLISH, Translation, is_legible

    asked = _language(arguments)
    if not is_legible(asked):
        _complain(str(ArgumentRefused("argument.font", option=f"--lang {asked}")))
        asked = ENGLISH
    Translation.shared().speak(asked)


def _document(opening: Opening) -> Document:
    """What is too large for one turn of the event loop is computed in the window; until then a scene stands there."""
    from rnnviz.model.document.document import Document
    from rnnviz.model.setup.runs import heavy

    if heavy(opening.setup):
        document = Document()
        document.front.open(opening.setup, opening.cursor)
    else:
        document = Document(opening.setup, beside=opening.beside, row=opening.row, comparing=opening.comparing)
        document.front.move(opening.cursor)
        document.front.select(unit=opening.unit)
    document.album.show(opening.snapshots)
    return document


def _window(opening: Opening, arguments: argparse.Namespace) -> MainWindow:
    from rnnviz.view.window.main_window import MainWindow
    from rnnviz.view.window.settings import DEFAULTS

    document = _document(opening)
    remembered = DEFAULTS if pictured(arguments) else None
    window = MainWindow(document, arguments.theme, remembered)
    window.first_face = opening.face or window.first_face
    if opening.updates:
        window.completed.connect(partial(window.training.train, opening.updates))
    if opening.path is not None:
        window.files.opened(opening.path)
    if opening.table is not None:
        window.completed.connect(partial(window.sequences.ask_about, opening.table, opening.table_name))
    if opening.place:
        place = window.places.go(opening.place)
        if opening.page and opening.place == "laboratory":
            cast("Laboratory", place).turn_to(opening.page)
    if opening.draft is not None:
        window.cells.edit_draft(opening.draft)
    return window
