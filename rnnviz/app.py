"""The command `rnnviz`: arguments, one QApplication, one Session, one MainWindow."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rnnviz import __version__
from rnnviz.preflight import problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rnnviz.model.cursor import Cursor
    from rnnviz.model.setup import Setup
    from rnnviz.view.main_window import MainWindow

THEMES = ("dark", "light")
SCENES = ("vanish", "explode", "survive")
MIN_SIZE, MAX_SIZE = 320, 8192


@dataclass(frozen=True, slots=True)
class Opening:
    """What the window opens with."""

    setup: Setup
    cursor: Cursor
    unit: int = 0
    path: Path | None = None


class Refused(Exception):
    """An argument that cannot be followed; `str(error)` is a sentence."""


def parser() -> argparse.ArgumentParser:
    """The command line. All options but --screenshot and --size also say how the window opens."""
    p = argparse.ArgumentParser(prog="rnnviz", description="A visual simulator of recurrent cells.")
    p.add_argument("file", nargs="?", metavar="FILE.rnnviz", help="an experiment to open")
    p.add_argument("--screenshot", metavar="OUT.png", help="render the window into a file, without any screen")
    p.add_argument("--size", metavar="WxH", default="1920x1080", help="size of the screenshot")
    p.add_argument("--cell", metavar="NAME", help="cell: rnn, lstm, gru, ...")
    p.add_argument("--layers", metavar="LIST", help="layers from the lowest up: lstm:8:both,gru:4")
    p.add_argument("--on", metavar="LAYER", help="layer on the stage, 1 is the lowest: 2, or 2:backward")
    p.add_argument("--float32", action="store_true", help="compute in float32, as most GPUs do")
    p.add_argument("--sentence", metavar="TEXT", help="words or numbers to step through")
    p.add_argument("--step", metavar="N", type=int, help="present step, 1 is the first")
    p.add_argument("--line", metavar="NAME", help="line of the cell being computed")
    p.add_argument("--backward", action="store_true", help="show the gradients")
    p.add_argument("--hidden", metavar="N", type=int, help="number of hidden units")
    p.add_argument("--seed", metavar="N", type=int, help="seed of the weights")
    p.add_argument("--theme", choices=THEMES, help="colours")
    p.add_argument("--scene", choices=SCENES, help="one of the curated openings")
    p.add_argument("--version", action="version", version=f"rnnviz {__version__}")
    return p


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    arguments = parser().parse_args(argv)
    _prepare(arguments.screenshot is not None)
    why = problem()
    if why:
        return _complain(why)
    try:
        size = _size(arguments.size)
        opening = opening_of(arguments)
    except Refused as refused:
        return _complain(str(refused))
    app = make_application()
    window = _window(opening, arguments)
    if arguments.screenshot is not None:
        return _screenshot(window, Path(arguments.screenshot), size)
    window.completed.connect(spare_what_stays)
    window.show()
    code = app.exec()
    window.deleteLater()
    return code


def _prepare(screenshot: bool) -> None:
    """Settings that must stand before Qt or NumPy is imported."""
    # threads of the BLAS make the small products here up to ten times slower
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE"):
            os.environ.pop(name, None)
        os.environ["QT_SCALE_FACTOR"] = "1"


def spare_what_stays() -> None:
    """Modules, classes and panels live until the end: looking through them for garbage takes 40 ms every time."""
    gc.freeze()


def _complain(sentence: str) -> int:
    print(f"rnnviz: {sentence}", file=sys.stderr)
    return 2


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise Refused(f"--size {text}: write it as 1920x1080")
    size = int(width), int(height)
    if not all(MIN_SIZE <= side <= MAX_SIZE for side in size):
        raise Refused(f"--size {text}: each side must be from {MIN_SIZE} to {MAX_SIZE} pixels")
    return size


def opening_of(arguments: argparse.Namespace) -> Opening:
    """The state the arguments describe; raises Refused with a sentence."""
    from rnnviz.model.scenes import SCENES as CURATED
    from rnnviz.model.scenes import opening

    if arguments.file:
        first = _from_file(Path(arguments.file))
    else:
        scene = CURATED[arguments.scene] if arguments.scene else opening()
        first = Opening(scene.setup, scene.cursor)
    setup = _changed_setup(first.setup, arguments)
    return replace(first, setup=setup, cursor=_cursor(first.cursor, setup, arguments))


def _from_file(path: Path) -> Opening:
    from rnnviz.io.document import DocumentError, load

    try:
        document = load(path)
    except (DocumentError, OSError) as error:
        raise Refused(str(error)) from None
    return Opening(document.setup, document.cursor, document.unit, path)


def _changed_setup(setup: Setup, arguments: argparse.Namespace) -> Setup:
    from rnnviz.engine import CELLS
    from rnnviz.engine.errors import suggestion
    from rnnviz.model.sequence import SequenceError, parse_sequence
    from rnnviz.model.setup import MAX_HIDDEN, SEED

    if arguments.cell is not None:
        if arguments.cell not in CELLS:
            hint = suggestion(arguments.cell, CELLS) or f": there are {', '.join(CELLS)}"
            raise Refused(f"--cell {arguments.cell}: there is no such cell{hint}")
        setup = setup.with_cell(arguments.cell)
    if arguments.sentence is not None:
        try:
            setup = setup.with_sequence(parse_sequence(arguments.sentence))
        except SequenceError as error:
            raise Refused(f"--sentence: {error}") from None
    if arguments.hidden is not None:
        if not 1 <= arguments.hidden <= MAX_HIDDEN:
            raise Refused(f"--hidden {arguments.hidden}: from 1 to {MAX_HIDDEN}")
        setup = setup.with_hidden(arguments.hidden)
    if arguments.layers is not None:
        setup = _layered(setup, arguments.layers)
    if arguments.float32:
        setup = replace(setup, dtype="float32")
    if arguments.seed is not None:
        if not SEED[0] <= arguments.seed <= SEED[1]:
            raise Refused(f"--seed {arguments.seed}: from {SEED[0]} to {SEED[1]:,}")
        setup = replace(setup, seed=arguments.seed)
    return setup


def _layered(setup: Setup, text: str) -> Setup:
    from rnnviz.model.layer_text import LayerTextError, parse_layers

    try:
        return setup.with_layers(parse_layers(text, setup.hidden))
    except LayerTextError as error:
        raise Refused(f"--layers {text}: {error}") from None


def _seated(cursor: Cursor, setup: Setup, text: str) -> Cursor:
    """The same moment of the sequence in another layer or direction."""
    number, _, way = text.partition(":")
    layers = setup.layers
    if not (number.isdecimal() and 1 <= int(number) <= len(layers)):
        raise Refused(f"--on {text}: there are the layers 1 to {len(layers)}")
    ways = layers[int(number) - 1].ways
    if way and way not in ways:
        raise Refused(f"--on {text}: that layer reads {' and '.join(ways)}")
    return setup.score.visit(setup.score.fitted(cursor), int(number) - 1, way or ways[0])


def _cursor(cursor: Cursor, setup: Setup, arguments: argparse.Namespace) -> Cursor:
    from rnnviz.engine.errors import suggestion

    if arguments.step is not None:
        if not 1 <= arguments.step <= setup.steps:
            raise Refused(f"--step {arguments.step}: the sequence has the steps 1 to {setup.steps}")
        cursor = replace(cursor, step=arguments.step - 1)
    if arguments.on is not None:
        cursor = _seated(cursor, setup, arguments.on)
    if arguments.backward:
        cursor = replace(cursor, direction="backward")
    cursor = setup.score.inside(cursor)
    names = [line.name for line in setup.score.cell(cursor).lines]
    if arguments.line is not None:
        if arguments.line not in names:
            hint = suggestion(arguments.line, names) or f": there are {', '.join(names)}"
            raise Refused(f"--line {arguments.line}: the cell has no such line{hint}")
        cursor = replace(cursor, grain="line", line=names.index(arguments.line))
    return setup.score.fitted(cursor)


def make_application() -> QApplication:
    """The QApplication in our dress: Fusion, our fonts, our name."""
    from PySide6.QtGui import QIcon, QPixmapCache
    from PySide6.QtWidgets import QApplication

    from rnnviz.resources import asset
    from rnnviz.view.style import load_fonts, ui_font

    app: Any = QApplication.instance() or QApplication(["rnnviz"])
    app.setApplicationName("rnnviz")
    app.setOrganizationName("rnnviz")
    app.setApplicationVersion(__version__)
    app.setStyle("Fusion")
    load_fonts()
    app.setFont(ui_font(16))
    app.setWindowIcon(QIcon(str(asset("icons", "rnnviz.svg"))))
    QPixmapCache.setCacheLimit(256 * 1024)  # kB; the default 10 MB thrashes from 1080p upwards
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
        print(text, file=sys.stderr)


def _window(opening: Opening, arguments: argparse.Namespace) -> MainWindow:
    from rnnviz.model.session import Session
    from rnnviz.view.main_window import MainWindow
    from rnnviz.view.settings import DEFAULTS

    session = Session(opening.setup)
    session.move(opening.cursor)
    session.select(unit=opening.unit)
    remembered = DEFAULTS if arguments.screenshot is not None else None
    window = MainWindow(session, arguments.theme, remembered)
    if opening.path is not None:
        window.files.opened(opening.path)
    return window


def _screenshot(window: MainWindow, path: Path, size: tuple[int, int]) -> int:
    """Render the window at exactly this size, everything painted, and write it."""
    from PySide6.QtWidgets import QApplication

    window.setMinimumSize(1, 1)
    window.resize(*size)
    window.show()
    window.make_plots()
    window.restyle(force=True)
    for _ in range(3):
        QApplication.processEvents()
    why = _write_png(window, path)
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    return _complain(why) if why else 0


def _write_png(window: MainWindow, path: Path) -> str:
    """Write what the window shows; a sentence where that fails."""
    from PySide6.QtCore import QBuffer, QIODevice

    from rnnviz.io.disk import reason, write_whole

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not window.grab().save(buffer, "PNG"):
        return f"{path}: the picture could not be made"
    try:
        write_whole(path, bytes(buffer.data().data()))
    except OSError as error:
        return f"{path}: cannot be written, because {reason(error)}"
    return ""
