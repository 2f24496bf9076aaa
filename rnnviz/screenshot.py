"""The window as a picture, without any screen: `--screenshot OUT.png --size WxH`; or as a film (`filming`)."""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.filming import check_film_of, film
from rnnviz.sheet_asked import check_sheets, write_sheets

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow

MIN_SIZE, MAX_SIZE = 320, 8192
PICTURES = {".png": "PNG", ".jpg": "JPG", ".jpeg": "JPG"}
PATIENCE = 600
"""Seconds a screenshot waits for what is worked out beside the window."""


def size_asked(arguments: argparse.Namespace) -> tuple[int, int]:
    """The size of the picture or film that is asked for; ArgumentRefused where there can be none."""
    size = size_of(arguments.size or ("1920x1080" if arguments.film is None else "1280x720"))
    if arguments.screenshot is not None:
        picture_format(arguments.screenshot)
    if arguments.film is not None and arguments.screenshot is not None:
        raise ArgumentRefused("argument.either", option="--film", other="--screenshot")
    if arguments.film is not None:
        check_film_of(arguments)
    check_sheets(arguments)
    return size


def render(window: MainWindow, arguments: argparse.Namespace, size: tuple[int, int]) -> None:
    """The sheets, and the picture or film, that are asked for; ArgumentRefused where one cannot be made."""
    write_sheets(window.simulation, arguments)
    if arguments.screenshot is not None:
        screenshot(window, Path(arguments.screenshot), size)
    elif arguments.film is not None:
        film(window, arguments, size)
    else:
        _close(window)


def size_of(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,6})[xX]([0-9]{1,6})", text)
    if found is None:
        raise ArgumentRefused("argument.size", option="--size", text=text)
    size = int(found[1]), int(found[2])
    if not all(MIN_SIZE <= side <= MAX_SIZE for side in size):
        raise ArgumentRefused("argument.pixels", option="--size", text=text, low=MIN_SIZE, high=MAX_SIZE)
    return size


def picture_format(path: str) -> str:
    """What Qt calls the kind of picture; a name that says no picture is no place to write one."""
    try:
        return PICTURES[Path(path).suffix.lower()]
    except KeyError:
        raise ArgumentRefused("argument.picture", option="--screenshot", text=path, known=tuple(PICTURES)) from None


def screenshot(window: MainWindow, path: Path, size: tuple[int, int]) -> None:
    """Render the window at exactly this size, everything painted, and write it; ArgumentRefused where that fails."""
    from PySide6.QtWidgets import QApplication

    window.setMinimumSize(1, 1)
    window.resize(*size)
    window.show()
    window.make_plots()
    window.look.restyle(force=True)
    for _ in range(3):
        QApplication.processEvents()
    late = time.monotonic() + PATIENCE
    while window.busy and time.monotonic() < late:  # the map of a long run comes from a process of its own
        QApplication.processEvents()
        time.sleep(0.005)
    try:
        _write_picture(window, path)
    finally:
        _close(window)
        QApplication.processEvents()


def _close(window: MainWindow) -> None:
    """It was for its picture only."""
    from rnnviz.view.work.worker import Worker

    window.close()
    Worker.shared().stop()
    window.deleteLater()


def _may_be_replaced(path: Path) -> bool:
    """Nothing, or a picture: whatever its name says, and whatever a link leads to."""
    from rnnviz.io.disk import read_start

    start = read_start(path, 8)
    return start is None or start.startswith((b"\x89PNG", b"\xff\xd8\xff")) or not start


def _write_picture(window: MainWindow, path: Path) -> None:
    """Write what the window shows; ArgumentRefused where that fails."""
    from PySide6.QtCore import QBuffer, QIODevice

    from rnnviz.io.disk import reason, write_whole

    if not _may_be_replaced(path):
        raise ArgumentRefused("argument.foreign", path=str(path))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    kind = picture_format(str(path))
    if not window.grab().save(buffer, kind, 95 if kind == "JPG" else -1):
        raise ArgumentRefused("argument.unmade", path=str(path))
    try:
        write_whole(path, bytes(buffer.data().data()))
    except OSError as error:
        raise ArgumentRefused("argument.unwritten", path=str(path), reason=reason(error)) from None
