"""The story as a film, without any screen: `--film OUT.gif --size WxH --seconds S --pictures N`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused

if TYPE_CHECKING:
    from rnnviz.model.story.cursor import Cursor
    from rnnviz.view.window.main_window import MainWindow


def check_film_of(arguments: argparse.Namespace) -> None:
    """ArgumentRefused where no such film can be made."""
    from rnnviz.io.written.film import LONGEST, MOST, SHORTEST, FilmError, check_film

    for option, number, low, high in (
        ("--seconds", arguments.seconds, SHORTEST, LONGEST), ("--pictures", arguments.pictures, 1, MOST),
    ):  # fmt: skip
        if number is not None and not low <= number <= high:
            raise ArgumentRefused("argument.range", option=option, number=number, low=low, high=high)
    try:
        check_film(Path(arguments.film))
    except FilmError as error:
        raise ArgumentRefused("argument.wrong", option="--film", why=error.message) from None


def film(window: MainWindow, arguments: argparse.Namespace, size: tuple[int, int]) -> None:
    """Film the story from its start, or from the step or line that is named, to its end; ArgumentRefused."""
    from rnnviz.io.written.film import MOST
    from rnnviz.model.story.journey import journey
    from rnnviz.view.film.dialog import USUAL
    from rnnviz.view.film.twin import prepared
    from rnnviz.view.work.worker import Worker

    prepared(window, size, window.places.now)
    score, cursor = window.simulation.score, window.simulation.cursor
    start = score.to_start(cursor) if arguments.step is None and arguments.line is None else cursor
    try:
        _made(
            window, Path(arguments.film), journey(score, start, arguments.pictures or MOST), arguments.seconds or USUAL
        )
    finally:
        window.close()
        Worker.shared().stop()
        window.deleteLater()


def _made(window: MainWindow, path: Path, halts: tuple[Cursor, ...], seconds: float) -> None:
    """ArgumentRefused where it fails."""
    from PySide6.QtCore import QEventLoop

    from rnnviz.view.film.filming import Filming

    loop, filming = QEventLoop(), Filming(window, halts, path, seconds, window)
    filming.ended.connect(loop.quit)
    if sys.stderr.isatty():
        filming.went.connect(_tell)
    filming.start()
    loop.exec()
    filming.cancel()
    if filming.why is not None:
        raise ArgumentRefused("argument.wrong", option="--film", why=filming.why.message)


def _tell(done: int, count: int) -> None:
    print(f"\r{done} / {count}", end="" if done < count else "\n", file=sys.stderr, flush=True)
