"""Icons stand out from their buttons in every state, and a list scrolls only where the screen is too low for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QMessageBox, QSpinBox, QWidget

from rnnviz.view.ending.report_dialog import ReportDialog
from rnnviz.view.experiment.network_dialog import NetworkDialog
from rnnviz.view.help.dialogs import about_dialog, keys_dialog
from rnnviz.view.look.style import THEMES, _luminance
from rnnviz.view.widgets.box import Box
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle

LEAST = 3.0
"""Contrast of what is no text, WCAG 2.2, 1.4.11."""
FRAME = 24
"""Pixels of a list's frame and of its distance from the edges of the screen."""
STATES = ("usual", "hover", "down", "checked", "focus", "off")


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shown_contrast(widget: QWidget) -> float:
    """Of the most different colour in the middle of a control, or at its right end, to its ground."""
    image, inset = widget.grab().toImage(), 5
    if isinstance(widget, (QComboBox, QSpinBox)):
        columns = range(image.width() - 18, image.width() - inset)
    else:
        columns = range(inset, image.width() - inset)
    colors = Counter(image.pixel(x, y) for x in columns for y in range(inset, image.height() - inset))
    most = QColor(colors.most_common(1)[0][0])
    return max(contrast(QColor(color), most) for color in colors)


def put(control: QWidget, state: str) -> None:
    """Into a state, as the pointer and the keyboard would."""
    control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state == "hover")
    control.setEnabled(state != "off")
    if isinstance(control, QAbstractButton):
        control.setDown(state == "down")
        if control.isCheckable() and control.group() is None:
            control.setChecked(state == "checked")
    if state == "focus":
        control.setFocus(Qt.FocusReason.TabFocusReason)


def with_icons(root: QWidget) -> list[QWidget]:
    buttons = [b for b in root.findChildren(QAbstractButton) if not b.icon().isNull()]
    arrows = [w for kind in (QComboBox, QSpinBox) for w in root.findChildren(kind)]
    return [w for w in (*buttons, *arrows) if w.isVisible() and w.isEnabled()]


def pale(root: QWidget) -> list[str]:
    found = []
    for control in with_icons(root):
        for state in STATES:
            put(control, state)
            if shown_contrast(control) < LEAST:
                found.append(f"{control.accessibleName()} {control.property('text')} {state}")
        put(control, "usual")
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_icons_stand_out(window: MainWindow, theme: str) -> None:
    window.look.set_theme(theme)
    settle()
    assert len(with_icons(window)) > 8 and pale(window) == []
    window.player.toggle()
    assert pale(window.transport) == []
    window.player.pause()


def test_icons_stand_out_when_the_theme_changes_while_presenting(window: MainWindow) -> None:
    for _ in range(2):
        window.presenter.toggle()
        for _ in range(2):
            window.look.toggle_theme()
            settle()
            assert pale(window.transport) == [], window.theme.name
        window.presenter.toggle()
        settle()
        assert pale(window.transport) == [], window.theme.name


def layers(window: QWidget) -> QDialog:
    assert isinstance(window, MainWindow)
    return NetworkDialog(window.simulation, window)


MADE: dict[str, Callable[[QWidget], QDialog]] = {
    "keys": keys_dialog, "about": about_dialog, "report": ReportDialog, "layers": layers
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_icons_of_dialogs_stand_out(window: MainWindow, name: str) -> None:
    for theme in THEMES:
        window.look.set_theme(theme)
        dialog = MADE[name](window)
        dialog.show()
        settle()
        window.look.toggle_theme()
        settle()
        assert pale(dialog) == [], window.theme.name
        dialog.close()
        dialog.deleteLater()


def sign_contrasts(box: Box) -> list[float]:
    """Of the colours of its sign, as large ones as those of a letter's stroke, to the ground of the box."""
    image, ground = box.iconPixmap().toImage(), box.palette().color(QPalette.ColorRole.Window)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    found = Counter(pixel.rgba() for pixel in pixels if pixel.alpha() == 255)
    return [contrast(QColor.fromRgba(color), ground) for color, count in found.items() if count > 20]


def test_signs_of_message_boxes_stand_out_in_every_theme(window: MainWindow) -> None:
    boxes = [Box(icon, lambda: "said", window) for icon in QMessageBox.Icon if icon != QMessageBox.Icon.NoIcon]
    for box in boxes:
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        box.show()
    for theme in (*THEMES, *THEMES):
        window.look.set_theme(theme)
        settle()
        seen = [sign_contrasts(box) for box in boxes]
        assert all(seen) and min(map(min, seen)) >= LEAST, (theme, seen)
    for box in boxes:
        box.close()


@pytest.mark.parametrize("loud", [False, True])
def test_a_list_that_fits_on_the_screen_does_not_scroll(window: MainWindow, loud: bool) -> None:
    if loud:
        window.presenter.toggle()
    dialog = layers(window)
    dialog.show()
    settle()
    room, tried = window.screen().availableGeometry().height(), 0
    for box in (*window.findChildren(QComboBox), *dialog.findChildren(QComboBox)):
        if not box.isVisible() or not box.count():
            continue
        box.showPopup()
        settle()
        view = box.view()
        high = sum(view.sizeHintForRow(row) for row in range(box.count()))
        bar, tried = view.verticalScrollBar(), tried + 1
        if high < room - FRAME:
            assert bar.maximum() == 0 and not bar.isVisible(), (box.accessibleName(), box.count())
        bar.setValue(bar.maximum())
        last = view.visualRect(box.model().index(box.count() - 1, 0))
        assert last.bottom() <= view.viewport().rect().bottom(), (box.accessibleName(), last)
        assert view.horizontalScrollBar().maximum() == 0 and view.window().height() <= room
        box.hidePopup()
        settle()
    assert tried >= (2 if loud else 4)
    dialog.close()
    assert QApplication.activePopupWidget() is None
