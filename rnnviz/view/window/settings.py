"""What the application remembers between two launches: theme, window, panels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSettings, QStandardPaths
from PySide6.QtGui import QGuiApplication

from rnnviz.view.look.style import THEMES

SIZE = (1600, 900)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Values of the last launch, each checked: a damaged settings file gives the defaults."""

    theme: str
    rect: QRect | None
    maximized: bool
    hidden_panels: tuple[str, ...]
    fractions: tuple[float, ...]
    legend: bool
    chain: bool = False
    """Whether the chain is shown for a single cell with gates, too."""
    motion: bool = False
    """Whether the way from halt to halt is shown; it is, unless the user wants none."""


DEFAULTS = Remembered("dark", None, False, (), (), False)
"""What every screenshot starts from; a first launch, too, but that its pictures move."""


def _settings() -> QSettings:
    return QSettings("rnnviz", "rnnviz")


def recall() -> Remembered:
    """What was remembered, or defaults."""
    stored = _settings()
    theme = str(stored.value("theme", "dark"))
    rect = stored.value("rect")
    fractions = str(stored.value("fractions", "")).split()
    hidden = str(stored.value("hidden_panels", "")).split()
    return Remembered(
        theme=theme if theme in THEMES else "dark",
        rect=rect if isinstance(rect, QRect) and _on_a_screen(rect) else None,
        maximized=str(stored.value("maximized", str(_small_screen()))).lower() == "true",
        hidden_panels=tuple(hidden),
        fractions=_numbers(fractions),
        legend=str(stored.value("legend", "false")).lower() == "true",
        chain=str(stored.value("chain", "false")).lower() == "true",
        motion=str(stored.value("motion", "true")).lower() == "true",
    )


def _small_screen() -> bool:
    """Whether a first window would not have room: it takes the whole screen then."""
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry() if screen is not None else QRect()
    return room.width() < SIZE[0] or room.height() < SIZE[1]


def _numbers(words: list[str]) -> tuple[float, ...]:
    try:
        numbers = tuple(float(word) for word in words)
    except ValueError:
        return ()
    return numbers if all(0.0 <= n <= 1.0 for n in numbers) else ()


def remember(value: Remembered) -> None:
    """Store for the next launch."""
    stored = _settings()
    stored.setValue("theme", value.theme)
    if value.rect is not None:
        stored.setValue("rect", value.rect)
    stored.setValue("maximized", value.maximized)
    stored.setValue("hidden_panels", " ".join(value.hidden_panels))
    stored.setValue("fractions", " ".join(f"{f:.4f}" for f in value.fractions))
    stored.setValue("legend", value.legend)
    stored.setValue("chain", value.chain)
    stored.setValue("motion", value.motion)
    stored.sync()


def _on_a_screen(rect: QRect) -> bool:
    """Whether most of the title bar lies on a screen that is there now."""
    bar = QRect(rect.left(), rect.top(), rect.width(), 30)
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(bar)
        if seen.width() * 2 > bar.width() and seen.height() > 15:
            return True
    return False


def data_folder() -> Path:
    """Folder for the list of recent files and what was last on screen."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
