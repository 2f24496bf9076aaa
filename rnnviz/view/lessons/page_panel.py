"""The open page: title, text, what is to be done and asked, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from rnnviz.io.lessons.shelf import contents
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.onward import Onward
from rnnviz.model.lessons.progress import LessonProgress
from rnnviz.view.lessons.foot import PageFoot
from rnnviz.view.lessons.lesson_list import finished
from rnnviz.view.lessons.page_content import PageContent
from rnnviz.view.lessons.page_head import PageHead
from rnnviz.view.lessons.prose import type_of
from rnnviz.view.look.language import language
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.work.throttle import READING_MS


@shielded
class PagePanel(Panel):
    """`listed` when all lessons are asked for; `lit(part)` while a term is pointed at, "" when none is."""

    key = "lesson_page"
    listed = Signal()
    lit = Signal(str)

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self.course = LessonCourse.of(simulation)
        self.top, self.foot = PageHead(self), PageFoot(self)
        self.content = PageContent(self.course)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.content)
        self._area.viewport().setAutoFillBackground(False)
        self.content.setAutoFillBackground(False)
        self.top.listed.connect(self.listed)
        self.content.lit.connect(self.lit)
        self.foot.back.connect(self._back)
        self.foot.onward.connect(self.course.onward)
        self._calm = self.throttled(self.renew, READING_MS)
        self.course.changed.connect(self._calm.ask)

    @property
    def title(self) -> str:
        return self.tr("Lesson")

    def take_change(self, what: Change) -> None:
        if self.course.progress is not None:
            self._calm.ask()

    def restyle(self) -> None:
        self.top.dress(self.theme, self.scale)
        self.foot.dress(self.theme, self.scale)
        self.content.dress(self.theme, self.scale)
        self.renew()

    def _back(self) -> None:
        self.course.turn(-1)

    def renew(self) -> None:
        """Say everything anew."""
        course = self.course.progress
        if course is None:
            return
        self.content.renew(language())
        entries = contents()
        self.top.show_done(sum(finished(entry, self.course.records) for entry in entries), len(entries))
        comes, hint = self.course.comes, self._hint(course)
        self.foot.show_foot(comes, course.asks, course.lesson.key == entries[-1].key, hint, self.course.impatient)
        self._lay_out()

    def _hint(self, course: LessonProgress) -> str:
        """What is left to do before the key does what it says."""
        number = self.content.next_task
        if number is None or self.course.comes is not Onward.WAIT:
            return ""
        if self.course.impatient:
            return self.tr("→ again does it")
        return self.tr("do {0} first").format(number)

    def _lay_out(self) -> None:
        s = self.scale
        pad, inner = round(1.0 * type_of(s)), self.width() - 2 * round(1.0 * type_of(s))
        head, foot = self.top.height_needed, self.foot.height_needed
        self.top.setGeometry(pad, round(0.7 * pad), inner, head)
        y = round(1.3 * pad) + head
        room = self.height() - y - foot - round(1.6 * pad)
        self._area.setGeometry(pad, y, self.width() - pad - 1, room)
        height = self.content.height_for(inner, room)
        self.content.resize(inner, max(room, height))
        self.foot.setGeometry(pad, self.height() - foot - round(0.8 * pad), inner, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        y = self.foot.y() - round(0.6 * type_of(self.scale))
        with QPainter(self) as p:
            p.fillRect(self.foot.x(), y, self.foot.width(), 1, self.theme.line)
