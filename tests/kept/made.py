"""How controls are made: what of a widget is set once and no picture shows, as lines by the class it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSlider,
    QSplitter,
    QWidget,
)

from rnnviz.view.window.main_window import MainWindow
from tests.kept.ink import owner

ATTRIBUTES = [
    Qt.WidgetAttribute.WA_DeleteOnClose, Qt.WidgetAttribute.WA_Hover, Qt.WidgetAttribute.WA_NoSystemBackground,
    Qt.WidgetAttribute.WA_OpaquePaintEvent, Qt.WidgetAttribute.WA_StyledBackground,
    Qt.WidgetAttribute.WA_TransparentForMouseEvents, Qt.WidgetAttribute.WA_TranslucentBackground,
    Qt.WidgetAttribute.WA_AlwaysShowToolTips, Qt.WidgetAttribute.WA_InputMethodEnabled,
]  # fmt: skip

FOREIGN = QEvent(QEvent.Type.User)


def made(window: MainWindow) -> dict[str, list[str]]:
    """Of every widget of a window, hidden ones, too."""
    found = defaultdict[str, list[str]](list)
    for widget in window.findChildren(QWidget):
        if owner(widget):
            found[f"{owner(widget)} made"].append(" ".join(map(str, _said(widget))))
    found["filters"] = [*{f"{type(one).__name__} {one.eventFilter(window, FOREIGN)}" for one in _filters(window)}]
    return {key: sorted(lines) for key, lines in found.items()}


def _filters(window: MainWindow) -> Iterator[QObject]:
    """Who of ours looks at events of others; what means nothing to it, it lets pass."""
    for one in window.findChildren(QObject):
        if any("eventFilter" in vars(kind) for kind in type(one).__mro__ if kind.__module__.startswith("rnnviz")):
            yield one


def _said(widget: QWidget) -> Iterator[object]:
    policy = widget.sizePolicy()
    yield from (type(widget).__name__, widget.objectName(), widget.focusPolicy().name, widget.contextMenuPolicy().name)
    yield from (policy.horizontalPolicy().name, policy.verticalPolicy().name, policy.retainSizeWhenHidden())
    yield from (widget.hasMouseTracking(), widget.autoFillBackground(), widget.acceptDrops(), widget.isWindow())
    yield [attribute.name for attribute in ATTRIBUTES if widget.testAttribute(attribute)]
    names = [bytes(name.data()).decode() for name in widget.dynamicPropertyNames()]
    yield [f"{name}={widget.property(name)}" for name in names if not name.startswith("_")]  # Qt's own stay Qt's
    yield from _own(widget)


def _own(widget: QWidget) -> Iterator[object]:
    """What only widgets of its kind have."""
    match widget:
        case QLabel():
            yield from (
                widget.textFormat().name,
                widget.wordWrap(),
                widget.alignment().value,
                widget.openExternalLinks(),
            )
        case QAbstractButton():
            yield from (widget.isCheckable(), widget.autoRepeat(), widget.autoExclusive(), widget.group() is not None)
        case QLineEdit():
            yield from (widget.maxLength(), widget.isReadOnly(), widget.alignment().value, widget.hasFrame())
        case QAbstractSpinBox():
            yield from (
                widget.keyboardTracking(),
                widget.buttonSymbols().name,
                widget.isAccelerated(),
                widget.wrapping(),
            )
            yield from (widget.correctionMode().name, widget.alignment().value)
        case QComboBox():
            yield from (widget.sizeAdjustPolicy().name, widget.minimumContentsLength(), widget.isEditable())
            yield from (widget.maxVisibleItems(), widget.insertPolicy().name)
        case QSlider():
            yield from (widget.singleStep(), widget.pageStep(), widget.hasTracking(), widget.orientation().name)
        case QSplitter():
            yield from (widget.childrenCollapsible(), widget.handleWidth(), widget.opaqueResize())
        case QScrollArea():
            yield from (widget.widgetResizable(), widget.frameShape().name, widget.horizontalScrollBarPolicy().name)
            yield from (widget.verticalScrollBarPolicy().name, widget.viewport().autoFillBackground())
        case QFrame():
            yield widget.frameShape().name
