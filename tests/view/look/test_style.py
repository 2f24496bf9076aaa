"""The palette can be read by everybody: contrast, and hues that stay apart for every kind of eye."""

from itertools import combinations, product

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.engine.language.cell import ROLES
from rnnviz.view.look.compared import MARKS, hue
from rnnviz.view.look.style import (
    DARK,
    LIGHT,
    Scale,
    Theme,
    gate_fill,
    ink,
    load_fonts,
    mix,
    qt_palette,
    style_sheet,
    ui_font,
    value_color,
)

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
SIGNS = ("negative", "positive")
HUES = ("forget", "input", "candidate", "output", "cell", "hidden", "answer")
# Roles that meet in one node of a shipped cell; reset and update have the hues of forget and output.
MEET = [
    ("forget", "cell"),
    ("forget", "hidden"),
    ("input", "candidate"),
    ("cell", "candidate"),
    ("output", "cell"),
    ("output", "hidden"),
    ("output", "candidate"),
    ("hidden", "cell"),
    ("forget", "candidate"),
    ("negative", "positive"),
    ("hidden", "answer"),
    *product(HUES, SIGNS),  # a gate's own squares stand beside those of signed values
]
# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
EYES = {
    "protan": "0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998",
    "deutan": "0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881",
    "tritan": "1.255528 -0.076749 -0.178779 -0.078411 0.930809 0.147602 0.004733 0.691367 0.303900",
}
XYZ = "0.4124564 0.3575761 0.1804375 0.2126729 0.7151522 0.0721750 0.0193339 0.1191920 0.9503041"


def matrix(numbers: str) -> np.ndarray:
    return np.array(numbers.split(), float).reshape(3, 3)


def linear(color: QColor) -> np.ndarray:
    """Linear RGB of an sRGB colour."""
    c = np.array(color.getRgb()[:3]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(a: QColor, b: QColor) -> float:
    """WCAG contrast ratio."""
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB (D65) of linear RGB."""
    xyz = matrix(XYZ) @ np.clip(rgb, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one: np.ndarray, two: np.ndarray) -> float:
    """Colour difference of two CIELAB colours (Sharma, Wu & Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)))
    c1, c2 = np.hypot(a1 * (1 + g), b1), np.hypot(a2 * (1 + g), b2)
    h1 = np.degrees(np.arctan2(b1, a1 * (1 + g))) % 360
    h2 = np.degrees(np.arctan2(b2, a2 * (1 + g))) % 360
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    mean_h = h1 + h2 if c1 * c2 == 0 else _mean_hue(h1, h2)
    ml, mc = (l1 + l2) / 2, (c1 + c2) / 2
    cos = [np.cos(np.radians(k * mean_h + o)) for k, o in ((1, -30), (2, 0), (3, 6), (4, -63))]
    t = 1 - 0.17 * cos[0] + 0.24 * cos[1] + 0.32 * cos[2] - 0.20 * cos[3]
    sl = 1 + 0.015 * (ml - 50) ** 2 / np.sqrt(20 + (ml - 50) ** 2)
    dc = (c2 - c1) / (1 + 0.045 * mc)
    dhh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2)) / (1 + 0.015 * mc * t)
    turn = 60 * np.exp(-(((mean_h - 275) / 25) ** 2))
    rt = -2 * np.sqrt(mc**7 / (mc**7 + 25.0**7)) * np.sin(np.radians(turn))
    return float(np.sqrt(((l2 - l1) / sl) ** 2 + dc**2 + dhh**2 + rt * dc * dhh))


def _mean_hue(h1: float, h2: float) -> float:
    if abs(h1 - h2) <= 180:
        return (h1 + h2) / 2
    return (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2


def apart(a: QColor, b: QColor, eye: str | None = None) -> float:
    """CIEDE2000 of two colours as an eye sees them."""
    seen = [linear(c) if eye is None else matrix(EYES[eye]) @ linear(c) for c in (a, b)]
    return ciede2000(lab(seen[0]), lab(seen[1]))


def grounds(theme: Theme) -> dict[str, QColor]:
    return {name: getattr(theme, name) for name in ("background", "panel", "stage", "box")}


def too_weak(theme: Theme) -> list[str]:
    """Every pair of text and ground under 4.5 : 1 and every mark under 3 : 1."""
    texts = [(n, getattr(theme, n), g, c) for n in ("text", "dim") for g, c in grounds(theme).items()]
    on = {n: getattr(theme, n) for n in ("panel", "stage")}
    texts += [(r, theme.role(r), g, c) for r in (*ROLES, "accent", "error") for g, c in on.items()]
    for role in HUES:
        fills = [mix(theme.box, theme.role(role), 0.16 + 0.40 * level) for level in np.linspace(0, 1, 11)]
        texts += [("text", theme.text, f"{role} fill", fill) for fill in fills]
    texts += [("ink", ink(theme, theme.role(r)), f"full {r}", theme.role(r)) for r in (*HUES, "accent")]
    names = ("negative", "positive", "accent", *HUES)
    marks = [(n, getattr(theme, n), g, c) for n in names for g, c in on.items()]
    found = [f"{n} on {g}: {contrast(a, b):.2f}" for n, a, g, b in texts if contrast(a, b) < 4.5]
    return found + [f"mark {n} on {g}: {contrast(a, b):.2f}" for n, a, g, b in marks if contrast(a, b) < 3]


def too_close(theme: Theme) -> list[str]:
    """Pairs of meeting roles that some eye could take for one."""
    found = []
    for one, two in MEET:
        a, b = theme.role(one), theme.role(two)
        seen = {eye: apart(a, b, eye) for eye in (None, *EYES)}
        found += [f"{one}/{two} {e or 'normal'}: {d:.1f}" for e, d in seen.items() if d < (6 if e else 10)]
    return found


def test_ciede2000_against_published_pairs() -> None:
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ]
    for one, two, expected in pairs:
        assert ciede2000(np.array(one), np.array(two)) == pytest.approx(expected, abs=1e-4)


@THEMES
def test_texts_and_marks_have_contrast(theme: Theme) -> None:
    assert too_weak(theme) == []


@THEMES
def test_roles_that_meet_stay_apart_for_every_eye(theme: Theme) -> None:
    assert too_close(theme) == []


@THEMES
def test_all_roles_differ_in_normal_vision(theme: Theme) -> None:
    for one, two in combinations((*HUES, *SIGNS), 2):
        assert apart(theme.role(one), theme.role(two)) >= 10


@THEMES
def test_hues_of_compared_cells_are_read_and_told_apart_by_every_eye(theme: Theme) -> None:
    """Neither from one another nor from a role may they be taken for something else."""
    hues = [hue(theme, mark) for mark in range(len(MARKS))]
    assert min(contrast(color, ground) for color in hues for ground in (theme.panel, theme.stage)) >= 4.5
    for one, two in combinations(hues, 2):
        assert apart(one, two) >= 25 and min(apart(one, two, eye) for eye in EYES) >= 6
    for color, role in product(hues, HUES):
        assert apart(color, theme.role(role)) >= 10, (color.name(), role)


@THEMES
def test_values_grow_away_from_the_ground(theme: Theme) -> None:
    still = value_color(theme, 0.0)
    for sign in (-1, 1):
        steps = [apart(still, value_color(theme, sign * v)) for v in (0.1, 0.3, 0.6, 1.0)]
        assert steps == sorted(steps) and steps[0] > 2
    gate = [contrast(theme.panel, value_color(theme, v, "input")) for v in (0, 0.5, 1)]
    assert gate == sorted(gate)


@THEMES
def test_gate_fill_is_the_documented_mixture(theme: Theme) -> None:
    assert gate_fill(theme, "forget", 0.5) == mix(theme.box, theme.forget, 0.36)


@pytest.mark.parametrize(
    ("height", "sizes"), [(720, (14, 14, 14, 20)), (1080, (17, 16, 15, 26)), (2160, (34, 32, 30, 52))]
)
def test_type_sizes_follow_the_window(height: int, sizes: tuple[int, ...]) -> None:
    scale = Scale(height)
    assert (scale.title, scale.body, scale.axis, scale.formula) == sizes
    small = Scale(500)
    assert min(small.title, small.body, small.axis) >= 14


def test_presenting_is_larger() -> None:
    plain, shown = Scale(1080), Scale(1080, presenting=True)
    assert shown.body == round(plain.body * 1.4) and shown.line(2) == pytest.approx(2 * 1.4)
    assert Scale(500).line(0.5) >= 1.2


@THEMES
def test_palette_and_sheet_are_accepted(theme: Theme, qapp: QApplication) -> None:
    load_fonts()
    palette = qt_palette(theme)
    assert palette.color(QPalette.ColorRole.Window) == theme.background
    sheet = style_sheet(theme, Scale(720))
    assert "{{" not in sheet and sheet.count("{") == sheet.count("}")
    widget = QWidget()
    widget.setStyleSheet(sheet)  # a syntax error is a Qt warning, and a warning fails the test
    widget.ensurePolished()
    widget.deleteLater()


def test_fonts_are_ours(qapp: QApplication) -> None:
    load_fonts()
    assert ui_font(14).pixelSize() == 14 and ui_font(14).families()[0] == "Inter"


@THEMES
def test_answers_have_a_hue_of_their_own(theme: Theme) -> None:
    hue = theme.role("answer")
    assert min(contrast(hue, getattr(theme, name)) for name in ("panel", "stage", "box")) >= 4.8
    fills = [gate_fill(theme, "answer", level) for level in np.linspace(0, 1, 11)]
    assert min(contrast(theme.text, fill) for fill in fills) >= 4.7
    assert min(apart(hue, theme.role(name)) for name in (*HUES[:-1], *SIGNS, "accent", "error")) >= 18
    assert min(apart(hue, theme.role("hidden"), eye) for eye in EYES) >= 6.7
