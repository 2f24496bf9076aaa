"""All lessons there are, what is done of each, and the way to go on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from rnnviz.io.lessons.shelf import LessonEntry, contents
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.record import LessonRecord
from rnnviz.view.lessons.page_rows import PageRow, PageRows
from rnnviz.view.lessons.prose import Prose, ProseRun, type_of
from rnnviz.view.look.language import language
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.words import sentence
from rnnviz.view.widgets.panel import Panel

translate = QCoreApplication.translate


@shielded
class LessonList(Panel):
    """`chosen(key)` when a lesson is asked for."""

    key = "lesson_list"
    chosen = Signal(str)

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self.course = LessonCourse.of(simulation)
        self.heading, self.refusal = Prose(self), Prose(self)
        self.rows = PageRows(self)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.rows)
        for ground in (self._area.viewport(), self.rows):
            ground.setAutoFillBackground(False)
        self.rows.chosen.connect(self._chosen)
        self.course.changed.connect(self.renew)

    @property
    def title(self) -> str:
        return self.tr("All lessons")

    def restyle(self) -> None:
        self.renew()

    def renew(self) -> None:
        """The lessons as they stand now."""
        entries, theme, px = contents(), self.theme, type_of(self.scale)
        done = sum(finished(entry, self.course.records) for entry in entries)
        said = translate("Lessons", "{0} of {1} done").format(done, len(entries))
        self.heading.say(
            [ProseRun(f"{self.title}  ", theme.text, bold=True), ProseRun(said, theme.dim)], px, theme.panel
        )
        why = self.course.refusal
        self.refusal.say([ProseRun(sentence(why), theme.error)] if why is not None else [], px, theme.panel)
        self.rows.show_rows(tuple(self._row(entry) for entry in entries), theme, px)
        self._lay_out()

    def _row(self, entry: LessonEntry) -> PageRow:
        record = self.course.records.get(entry.key, LessonRecord())
        count, pages = len(record.done & set(entry.pages)), len(entry.pages)
        minutes = translate("Lessons", "{0} min").format(f"{entry.minutes:g}")
        more = f"{count}/{pages}" if 0 < count < pages else minutes
        now = self.course.progress is not None and self.course.progress.lesson.key == entry.key
        return PageRow(entry.title.of(language()), finished(entry, self.course.records), now, f"{entry.number}", more)

    def _chosen(self, number: int) -> None:
        self.chosen.emit(contents()[number].key)

    def _lay_out(self) -> None:
        px = type_of(self.scale)
        inner, y = self.width() - 2 * px, round(0.7 * px)
        for prose in (self.heading, self.refusal):
            height = prose.height_for(inner) if prose.text else 0
            prose.setGeometry(px, y, inner, height)
            y += height + round(0.4 * px if height else 0)
        self._area.setGeometry(px, y, self.width() - px - 1, max(0, self.height() - y - round(0.5 * px)))
        self.rows.resize(inner, self.rows.height_for(inner, False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()


def finished(entry: LessonEntry, records: dict[str, LessonRecord]) -> bool:
    """Whether every page of a lesson was completed."""
    return bool(entry.pages) and set(entry.pages) <= records.get(entry.key, LessonRecord()).done
