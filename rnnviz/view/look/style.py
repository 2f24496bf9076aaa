"""Every colour, font and size in one place. Nothing else in view/ names a colour.

The hues are moved until tests/view/look/test_style.py passes: text can be read on every ground it stands on,
and two roles that meet in one node, or a role and the colour of a sign, stay apart for colour-blind eyes, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from rnnviz.resources import asset
from rnnviz.view.look.sheet import SHEET

UI_FAMILY, MATH_FAMILY, CODE_FAMILY = "Inter", "STIX Two Math", "DejaVu Sans Mono"
Number = TypeVar("Number", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; `role(name)` gives the hue of a line's role."""

    name: str
    background: QColor
    panel: QColor
    stage: QColor
    box: QColor
    line: QColor
    grid: QColor
    text: QColor
    dim: QColor
    faint: QColor
    negative: QColor
    positive: QColor
    forget: QColor
    input: QColor
    candidate: QColor
    output: QColor
    cell: QColor
    hidden: QColor
    accent: QColor
    error: QColor
    answer: QColor

    def role(self, name: str) -> QColor:
        """Hue of a role of engine.cell.ROLES; "x" and "plain" are the text colour."""
        color: QColor = getattr(self, _SAME.get(name, name))
        return color


_SAME = {"reset": "forget", "update": "output", "x": "text", "plain": "text"}


def _theme(name: str, *colors: str) -> Theme:
    return Theme(name, *(QColor(c) for c in colors))


DARK = _theme(
    "dark", "#0D111C", "#141A29", "#101624", "#161D2F", "#2B344B", "#222A3E", "#F4F7FD", "#98A5C1",
    "#5A6682", "#448BF9", "#FF9B40", "#FF796A", "#31CA90", "#C39116", "#39A5D4", "#C79AFE", "#27C6CF",
    "#FFC64A", "#FF6680", "#E053BF",
)  # fmt: skip
LIGHT = _theme(
    "light", "#F4F5F7", "#FFFFFF", "#FCFCFD", "#E9EDF4", "#C9CFDB", "#E3E7EE", "#161C2A", "#515D75",
    "#98A2B5", "#2E6FE0", "#DB6503", "#CC372B", "#108053", "#885E05", "#2E608E", "#753DBF", "#027C87",
    "#9A6A00", "#C0203A", "#94226C",
)  # fmt: skip
THEMES = {t.name: t for t in (DARK, LIGHT)}


MIXED = 512
"""Steps from one colour to another: too fine to see."""


def mix(a: QColor, b: QColor, t: float) -> QColor:
    """Colour between a (t = 0) and b (t = 1), in sRGB."""
    return _mixed(a.rgba(), b.rgba(), round(min(max(t, 0.0), 1.0) * MIXED))


@lru_cache(maxsize=1 << 13)
def _mixed(a: int, b: int, part: int) -> QColor:
    """A frame mixes some hundred colours, nearly all of them again in the next; nobody changes a colour in place."""
    rgba = zip(_rgba(QColor.fromRgba(a)), _rgba(QColor.fromRgba(b)), strict=True)
    return QColor(*(round(x + (y - x) * part / MIXED) for x, y in rgba))


def _rgba(color: QColor) -> tuple[int, int, int, int]:
    return color.red(), color.green(), color.blue(), color.alpha()


def with_alpha(color: QColor, alpha: float) -> QColor:
    """The same colour, see-through: alpha 0..1."""
    clear = QColor(color)
    clear.setAlphaF(min(max(alpha, 0.0), 1.0))
    return clear


def value_color(theme: Theme, value: float, role: str | None = None) -> QColor:
    """Fill of one unit's square: a gate's own hue from dark to full, otherwise blue/orange by sign."""
    hue = theme.role(role) if role is not None else theme.negative if value < 0 else theme.positive
    return mix(value_ground(theme), hue, value_part(value, role is not None))


def value_part(value: Number, gate: bool) -> Number:
    """How much of its hue a value has, 0 to 1: even a shut gate has some. One number, or an array of them."""
    return 0.12 + 0.88 * value if gate else abs(value) ** 0.8


def value_ground(theme: Theme) -> QColor:
    """What a square of value 0 looks like."""
    return mix(theme.panel, theme.line, 0.35)


def gate_fill(theme: Theme, role: str, level: float) -> QColor:
    """Ground of a learned box whose values have the mean size `level` in 0..1; text stays readable on it."""
    return mix(theme.box, theme.role(role), 0.16 + 0.40 * level)


def ink(theme: Theme, ground: QColor) -> QColor:
    """Text colour for a full, loud ground such as the play button: black or white, whichever shows more."""
    dark, light = (DARK.background, QColor("#FFFFFF"))
    return dark if _luminance(ground) > 0.19 else light


def _luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2."""
    rgb = (color.redF(), color.greenF(), color.blueF())
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixel sizes for a window `height` px high; presenting enlarges type and lines by 1.4."""

    height: int = 1080
    presenting: bool = False

    @property
    def title(self) -> int:
        """Panel titles."""
        return self._type(17, 14)

    @property
    def body(self) -> int:
        """Sentences, labels, buttons."""
        return self._type(16, 14)

    @property
    def axis(self) -> int:
        """Numbers at axes."""
        return self._type(16, 14)

    @property
    def formula(self) -> int:
        """Base size of the formula strip."""
        return self._type(26, 20)

    @property
    def pad(self) -> int:
        """Distance from a panel's edge to what it holds."""
        return max(10, round(self.height * 16 / 1080))

    @property
    def gap(self) -> int:
        """Distance between two panels."""
        return max(8, round(self.height * 12 / 1080))

    @property
    def radius(self) -> int:
        """Corner of a panel."""
        return max(6, round(self.height * 10 / 1080))

    def line(self, px: float) -> float:
        """Width of a line that is `px` wide in a 1080 px window."""
        return max(1.2, px * max(self.height / 1080, 0.8) * self._loud)

    def px(self, length: float) -> int:
        """A length given for a 1080 px window, as a whole pixel."""
        return max(1, round(length * self.height / 1080))

    @property
    def _loud(self) -> float:
        return 1.4 if self.presenting else 1.0

    def _type(self, at_1080: int, least: int) -> int:
        return round(max(least, round(self.height * at_1080 / 1080)) * self._loud)


@cache
def load_fonts() -> None:
    """Make the bundled faces known to Qt; call once after QGuiApplication exists."""
    for path in sorted(asset("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


@cache
def load_code_fonts() -> None:
    """The face of typed equations, wanted by the editor of cells only."""
    for path in sorted(asset("fonts", "code").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def code_font(px: float, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> QFont:
    """The typewriter face, in which columns stand below each other."""
    load_code_fonts()
    font = QFont([CODE_FAMILY, MATH_FAMILY])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    font.setItalic(italic)
    return font


def ui_font(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface face at a pixel size; symbols it lacks come from the mathematical face."""
    font = QFont([UI_FAMILY, MATH_FAMILY])
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def math_font(px: float) -> QFont:
    """The mathematical face (roman; italics are code points of their own, see view/look/typeset.py)."""
    font = QFont([MATH_FAMILY, UI_FAMILY])
    font.setPixelSize(max(1, round(px)))
    return font


def qt_palette(theme: Theme) -> QPalette:
    """Colours of Fusion's own drawing: whatever the style sheet does not touch."""
    roles = QPalette.ColorRole
    colors = {
        roles.Window: theme.background, roles.WindowText: theme.text, roles.Base: theme.stage,
        roles.AlternateBase: theme.panel, roles.Text: theme.text, roles.Button: theme.box,
        roles.ButtonText: theme.text, roles.BrightText: theme.error, roles.ToolTipBase: theme.box,
        roles.ToolTipText: theme.text, roles.PlaceholderText: theme.dim, roles.Link: theme.output,
        roles.Highlight: theme.accent, roles.HighlightedText: ink(theme, theme.accent),
        roles.Accent: theme.accent, roles.Mid: theme.line, roles.Midlight: theme.grid, roles.Dark: theme.line,
        roles.Light: theme.panel, roles.Shadow: theme.background,
    }  # fmt: skip
    palette = QPalette()
    for role, color in colors.items():
        palette.setColor(role, color)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.faint)
    return palette


def style_sheet(theme: Theme, scale: Scale) -> str:
    """The application's one style sheet.

    Dynamic properties choose the look: `panel` or `bar` on a QFrame, `chip`, `small`, `primary` or `quiet` on
    a QPushButton, `role` (a cell role) on a QSlider, chip or label, `bad` on a QLineEdit, `code` on a QTextEdit,
    `check` = "good" or "bad" and `alarm` on a QPushButton, and `kind` = "title", "dim", "error", "big" or "code" on a
    QLabel.
    """
    names = ("background", "panel", "stage", "box", "line", "grid", "text", "dim", "faint", "accent", "error")
    colors = {name: getattr(theme, name) for name in names} | {
        "hover": mix(theme.box, theme.text, 0.08),
        "soft": mix(theme.panel, theme.accent, 0.22),
        "button": mix(theme.panel, theme.line, 0.3),
        "on_accent": ink(theme, theme.accent),
        "good": theme.role("input"),
        "alarm": mix(theme.panel, theme.error, 0.3),
    }
    half, groove, v = scale.body // 2, max(4, scale.px(5) // 2 * 2), max(3, scale.body // 4)
    sizes = {"title": scale.title, "body": scale.body, "axis": scale.axis, "big": scale.px(28), "radius": scale.radius}
    sizes |= {"curl": scale.axis * 3 // 4}
    # Qt draws square corners where a radius is more than half the height: a pill stays a little below
    sizes |= {"pill": round(scale.body * 0.8), "corner": max(6, scale.px(7)), "groove": groove, "round": groove // 2}
    sizes |= {"handle": 2 * half, "half": half, "over": half - groove // 2}
    sizes |= {"ring": half // 2 + 2}  # half of an indicator with its border: a circle
    sizes |= {"h": half, "v": v, "hf": half - 1, "vf": v - 1}  # focus: a thicker outline, and nothing moves
    values = {name: color.name() for name, color in colors.items()} | {n: str(px) for n, px in sizes.items()}
    values |= {"theme": theme.name}
    QDir.setSearchPaths("icons", [str(asset("icons"))])
    return SHEET.substitute(values) + "".join(_role_rules(theme, role) for role in _ROLES)


_ROLES = ("forget", "reset", "input", "candidate", "output", "update", "cell", "hidden", "answer", "plain", "x")


def _role_rules(theme: Theme, role: str) -> str:
    """The same widgets in the hue of one cell role."""
    hue, soft = theme.role(role).name(), mix(theme.panel, theme.role(role), 0.3).name()
    return (
        f'\nQSlider[role="{role}"]::sub-page:horizontal, QSlider[role="{role}"]::handle:horizontal'
        f" {{ background: {hue}; }}"
        f'\nQPushButton[role="{role}"]:checked {{ border-color: {hue}; background: {soft}; }}'
        f'\nQLabel[role="{role}"] {{ color: {hue}; font-weight: 600; }}'
        f'\nQLineEdit[role="{role}"] {{ color: {hue}; }}'
    )
