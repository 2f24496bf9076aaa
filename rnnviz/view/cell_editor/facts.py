"""Worked out from the text: states, parameters and functions, nothing of which is declared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.engine import Run
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.several import MIXINGS, OPERATIONS
from rnnviz.model.draft.understanding import Understanding
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, code_font
from rnnviz.view.widgets.paper import BOLD, Align, fitting, metrics, text_width, words

translate = QCoreApplication.translate
_ELIDE = Qt.TextElideMode.ElideRight
SEVERAL = (*(row.name for row in OPERATIONS.values() if not row.sign), *MIXINGS)
SIGNS = "+ − * / @ .T"


@shielded
@retranslated
class Facts(QWidget):
    """A heading and four rows: what, which, and a remark where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = DARK, Scale()
        self.rows: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown: tuple[Understanding, Run | None] | None = None
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Worked out from the text"))
        if self._shown is not None:
            self.show_cell(*self._shown)
        self.update()

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._scale = theme, scale
        self.updateGeometry()
        self.update()

    def show_cell(self, found: Understanding, run: Run | None) -> None:
        """What is known of a draft, and how many numbers its run has."""
        self._shown = found, run
        states = ", ".join(found.cell.states) if found.cell is not None else ""
        self.rows = (
            (self.tr("states"), states or self.tr("none"), (self.tr("every name read with _prev"),)),
            (self.tr("parameters"), summary(found.params) or self.tr("none"), self._count(found, run)),
            (self.tr("functions"), "  ".join(FUNCTIONS), (self.tr("of one value, unit by unit"),)),
            (self.tr("and"), f"{'  '.join(SEVERAL)}  {SIGNS}", (self.tr("nothing is executed"),)),
        )
        self.setAccessibleDescription(". ".join(f"{a}: {b}; {c[0]}" for a, b, c in self.rows))
        self.update()

    def _count(self, found: Understanding, run: Run | None) -> tuple[str, ...]:
        """How many numbers, in ever fewer words."""
        if run is None:
            return ("",)
        params = run.experiment.params
        count = sum(params[name].size for name in found.params if name in params)
        width = run.experiment.inputs.shape[-1]
        long = self.tr("{0} numbers at hidden {1}, input {2}").format(f"{count:,}", run.hidden, width)
        return long, self.tr("{0} numbers").format(f"{count:,}"), f"{count:,}"

    def _line(self) -> int:
        return round(self._scale.body * 1.55)

    def sizeHint(self) -> QSize:
        return QSize(300, 5 * self._line() + round(self._scale.body * 0.3))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, scale, line = self._theme, self._scale, self._line()
        px = scale.body
        rise = metrics(px).ascent()
        with QPainter(self) as p:
            words(p, 0, rise, self.tr("Worked out from the text"), scale.title, theme.text, weight=BOLD)
            left = max((text_width(row[0], px) for row in self.rows), default=0) + 1.5 * px
            for number, (what, which, remarks) in enumerate(self.rows, 1):
                y = rise + number * line + 0.2 * px
                words(p, 0, y, what, px, theme.dim)
                room = self.width() - left
                face = _face(px - 1)
                shown = _in_room(face, which, room)
                p.setPen(theme.text)
                face.write(p, left, y, shown)
                used = face.metrics.horizontalAdvance(shown) + px
                words(p, self.width(), y, fitting(remarks, room - used, px), px, theme.dim, Align.AlignRight)


def summary(params: Mapping[str, tuple[str, ...]]) -> str:
    """ "W, U, b for f, g, o" where every letter comes with every index, else the names themselves."""
    split = [name.partition("_") for name in params]
    letters = dict.fromkeys(letter for letter, _, _ in split)
    indices = dict.fromkeys(index for _, _, index in split)
    if len(letters) > 1 and len(indices) > 1 and len(params) == len(letters) * len(indices) and all(indices):
        return translate("Facts", "{0}  for  {1}").format(", ".join(letters), ", ".join(indices))
    return ", ".join(params)


def _in_room(face: Face, which: str, room: float) -> str:
    """A list with wide gaps, or narrow ones; only what is longer still is cut."""
    close = which.replace("  ", " ")
    shown = next((text for text in (which, close) if face.metrics.horizontalAdvance(text) <= room), close)
    return face.metrics.elidedText(shown, _ELIDE, room)


@cache
def _face(px: int) -> Face:
    return Face(code_font(px))
