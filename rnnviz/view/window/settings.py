"""What the application remembers between two launches: theme, window, panels."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect

from rnnviz.engine.wording import Message
from rnnviz.io.settings import forget_old, old_place, old_settings, read_settings, write_settings
from rnnviz.resources import data_folder
from rnnviz.view.look.style import THEMES
from rnnviz.view.look.translation import SYSTEM
from rnnviz.view.screens.fitting import is_small


@dataclass(frozen=True, slots=True)
class Remembered:
    """Values of the last launch, each checked: a damaged settings file gives the defaults."""

    theme: str
    rect: QRect | None
    maximized: bool
    hidden_panels: tuple[str, ...]
    fractions: dict[str, float]
    """The part of every panel whose neighbours somebody moved, by its name: one that is new keeps its own."""
    legend: bool
    chain: bool = False
    """Whether the chain is shown for a single cell with gates, too."""
    folded: bool = False
    """Whether the network stands folded beside the chain."""
    motion: bool = False
    """Whether the way from halt to halt is shown; it is, unless the user wants none."""
    loud_theme: str = "light"
    """The colours of a presentation."""
    face: str = "plots"
    """What the right column shows."""
    language: str = SYSTEM
    """What the screen was asked to speak."""


DEFAULTS = Remembered("dark", None, False, (), {}, False)
"""What every screenshot starts from; a first launch, too, but that its pictures move."""


def recall() -> Remembered:
    """What was remembered, or defaults."""
    stored, _ = read_settings(data_folder())
    return _checked(stored or old_settings(old_place()))


def _checked(stored: dict[str, Any]) -> Remembered:
    """Each value for itself: one that cannot be is the default."""
    return Remembered(
        theme=_theme(stored, "theme", DEFAULTS.theme),
        rect=_rect(stored.get("rect")),
        maximized=_flag(stored, "maximized", is_small()),
        hidden_panels=tuple(_text(stored, "hidden_panels").split()),
        fractions=_shares(_text(stored, "shares").split()),
        legend=_flag(stored, "legend", False),
        chain=_flag(stored, "chain", False),
        folded=_flag(stored, "folded", False),
        motion=_flag(stored, "motion", True),
        loud_theme=_theme(stored, "loud_theme", DEFAULTS.loud_theme),
        face=_text(stored, "face") or DEFAULTS.face,
        language=_text(stored, "language"),
    )


def _theme(stored: dict[str, Any], name: str, default: str) -> str:
    value = stored.get(name)
    return value if isinstance(value, str) and value in THEMES else default


def _flag(stored: dict[str, Any], name: str, default: bool) -> bool:
    value = stored.get(name)
    return value if isinstance(value, bool) else default


def _text(stored: dict[str, Any], name: str) -> str:
    value = stored.get(name)
    return value if isinstance(value, str) else ""


def _rect(value: object) -> QRect | None:
    """Four whole numbers that can be a window: left, top, width, height."""
    if not isinstance(value, list) or len(value) != 4 or not all(type(n) is int for n in value):
        return None
    return QRect(*value) if all(abs(n) < 100_000 for n in value) else None


def _shares(words: list[str]) -> dict[str, float]:
    """name=share of every part; one that cannot be is left out."""
    found: dict[str, float] = {}
    for word in words:
        name, _, share = word.rpartition("=")
        with contextlib.suppress(ValueError):
            found[name] = float(share)
    return {name: share for name, share in found.items() if name and 0.0 <= share <= 1.0}


def remember(value: Remembered) -> None:
    """Store for the next launch; where that fails the next launch begins as this one did."""
    rect = value.rect
    stored: dict[str, Any] = {
        "theme": value.theme,
        "maximized": value.maximized,
        "hidden_panels": " ".join(value.hidden_panels),
        "shares": " ".join(f"{name}={share:.4f}" for name, share in value.fractions.items()),
        "legend": value.legend,
        "chain": value.chain,
        "folded": value.folded,
        "motion": value.motion,
        "loud_theme": value.loud_theme,
        "face": value.face,
        "language": value.language,
    } | ({} if rect is None else {"rect": [rect.x(), rect.y(), rect.width(), rect.height()]})
    if not write_settings(data_folder(), stored):
        forget_old(old_place())


def damage() -> Message | None:
    """Why the settings of the last launch are not used, or None."""
    return read_settings(data_folder())[1]
