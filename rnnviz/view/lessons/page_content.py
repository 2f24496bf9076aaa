"""What a page says, from its lesson's name to its revealed answer, one thing below the other."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.figures.numbers import plain
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.filling import pieces
from rnnviz.model.lessons.lesson import Words
from rnnviz.model.lessons.progress import LessonProgress, is_right, tasks, undone
from rnnviz.view.lessons.answering import ChoiceList, ChoiceLook, NumberAnswer
from rnnviz.view.lessons.page_rows import TICK, PageRow, PageRows
from rnnviz.view.lessons.prose import LEADING, TIGHT, Prose, ProseRun, type_of
from rnnviz.view.lessons.task_row import TaskRow
from rnnviz.view.lessons.task_words import part_name, part_role, task_words
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme

WAYS = ((False, False, True), (True, False, True), (True, True, True), (True, True, False))
"""Whether pages are numbers, everything stands closer together, and pages are shown at all."""
CLOSE = 0.6
"""How much of the room between two things is left where it is short."""
translate = QCoreApplication.translate


@shielded
class PageContent(QWidget):
    """Follows a course when it is told to. `lit(part)`: a term is pointed at; a click on one leads to its page."""

    lit = Signal(str)

    def __init__(self, course: LessonCourse) -> None:
        super().__init__()
        self._course, self._language = course, "en"
        self._theme, self._scale = DARK, Scale()
        self.name, self.title, self.text, self.pinned = (Prose(self) for _ in range(4))
        self.rows = PageRows(self)
        self.tasks: list[TaskRow] = []
        self.question, self.reveal = self._task_row(), self._task_row()
        self.choices, self.number = ChoiceList(self), NumberAnswer(self)
        self._rules: list[int] = []
        self.next_task: int | None = None
        """Number of the first thing that is left to do."""
        self.rows.chosen.connect(course.turn_to)
        self.choices.chosen.connect(course.answer)
        self.number.typed.connect(course.answer)
        self.text.lit.connect(self.lit)
        self.text.asked.connect(self._go_to)
        self.pinned.asked.connect(self._go_to)

    def _task_row(self) -> TaskRow:
        row = TaskRow(self)
        row.prose.lit.connect(self.lit)
        row.prose.asked.connect(self._go_to)
        return row

    def dress(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._scale = theme, scale

    # what is said ------------------------------------------------------------------------------------------

    def renew(self, language: str) -> None:
        """Everything as it is now, in a language of lessons."""
        course, self._language = self._course.progress, language
        if course is None:
            return
        theme, px = self._theme, type_of(self._scale)
        self.name.say(self._named(course), px, theme.panel)
        listed = tuple(
            PageRow(self._of(page.title), page.key in course.done, n == course.at, f"{n + 1}")
            for n, page in enumerate(course.lesson.pages)
        )
        self.rows.show_rows(listed, theme, px)
        title = ProseRun(self._of(course.page.title), self._hue(course), bold=True)
        self.title.say([title], round(1.44 * px), theme.panel)
        self.text.say(self._runs(course.page.text), px, theme.panel)
        self._say_tasks(course)
        self._say_question(course)
        self._say_pinned()

    def _named(self, course: LessonProgress) -> list[ProseRun]:
        """The lesson, which of its pages this is, and the minutes planned for it."""
        lesson, theme = course.lesson, self._theme
        number = translate("Lessons", "Lesson {0}").format(lesson.number) if lesson.number else ""
        where = translate("Lessons", "page {0} of {1}, {2} min").format(
            course.at + 1, len(lesson.pages), f"{course.page.minutes:g}"
        )
        return [
            ProseRun(f"{number}  " if number else "", theme.dim),
            ProseRun(f"{self._of(lesson.title)}  ", theme.text, bold=True),
            ProseRun(where.replace(" ", "\u00a0"), theme.dim),
        ]

    def _hue(self, course: LessonProgress) -> QColor:
        """Of the first part in the light."""
        lit = course.page.lit
        role = part_role(lit[0], self._course.simulation.cell) if lit else "x"
        return self._theme.role(role)

    def _of(self, words: Words) -> str:
        return self._course.text(words.of(self._language))

    def _runs(self, words: Words, bold: bool = False) -> list[ProseRun]:
        cell, theme = self._course.simulation.cell, self._theme
        return [
            ProseRun(
                piece.words, theme.role(part_role(piece.part, cell)) if piece.part else theme.text, bold, piece.part
            )
            for piece in pieces(self._of(words))
        ]

    def _say_tasks(self, course: LessonProgress) -> None:
        wanted, left = tasks(course.page), undone(course, self._course.now)
        while len(self.tasks) < len(wanted):
            self.tasks.append(self._task_row())
        self.next_task = next((n for n, task in enumerate(wanted, 1) if task in left), None)
        for n, row in enumerate(self.tasks, 1):
            row.setVisible(n <= len(wanted))
            if n <= len(wanted):
                said = ProseRun(task_words(wanted[n - 1], self._course.simulation), self._theme.text, bold=True)
                done = wanted[n - 1] not in left
                row.show_task(f"{n}", [said], done, n == self.next_task, self._theme, self._scale)
        if self.next_task is None and course.asks and course.answer is None:
            self.next_task = len(wanted) + 1

    def _say_question(self, course: LessonProgress) -> None:
        asked, shown = course.page.question, not course.asks
        for widget, there in (
            (self.question, asked is not None), (self.choices, asked is not None and bool(asked.choices)),
            (self.number, asked is not None and asked.number is not None),
            (self.reveal, asked is not None and shown and bool(asked.reveal.en)),
        ):  # fmt: skip
            widget.setVisible(there)
        if asked is None:
            return
        number = len(tasks(course.page)) + 1
        done, theme, scale = course.answer is not None or shown, self._theme, self._scale
        runs = self._runs(asked.ask, bold=True)
        self.question.show_task(f"{number}", runs, done, number == self.next_task, theme, scale)
        self.choices.show_choices([self._of(one) for one in asked.choices], self._looks(course), theme, scale)
        chosen, right = course.answer is not None, is_right(course.page, course.answer)
        given = "" if course.answer is None else plain(course.answer, 4).rstrip("0").rstrip(".")
        self.number.show_answer(given, ChoiceLook(chosen, shown, right), theme, scale)
        self.reveal.show_task(TICK, self._runs(asked.reveal) if shown else [], True, False, theme, scale)

    def _say_pinned(self) -> None:
        """Which page explains the part that was pinned last."""
        pins, cell = self._course.simulation.selection.pins, self._course.simulation.cell
        at = self._course.page_about(pins[-1]) if pins else None
        self.pinned.setVisible(at is not None)
        if at is not None:
            before, middle, after = translate("Lessons", "{0} is explained on page {1}").partition("{0}")
            dim, hue = self._theme.dim, self._theme.role(part_role(pins[-1], cell))
            runs = [
                ProseRun(before, dim),
                ProseRun(f"“{part_name(pins[-1], cell)}”" if middle else "", hue, False, pins[-1]),
            ]
            self.pinned.say([*runs, ProseRun(after.format("", at + 1), dim)], type_of(self._scale), self._theme.panel)

    def _looks(self, course: LessonProgress) -> list[ChoiceLook]:
        asked = course.page.question
        count = len(asked.choices) if asked is not None else 0
        right = asked.answer if asked is not None else -1
        return [ChoiceLook(n == course.answer, not course.asks, n == right) for n in range(count)]

    def _go_to(self, part: str) -> None:
        """To the page that speaks of a part, if it is another one."""
        at = self._course.page_about(part)
        if at is not None:
            self._course.turn_to(at)

    # where it stands ---------------------------------------------------------------------------------------

    def height_for(self, width: int, room: int) -> int:
        """Put everything in its place; the pages as numbers where their titles have no room, then closer together, and
        at last, in a presentation, without them."""
        for narrow, tight, rows in WAYS:
            height = self._place(width, narrow, tight, rows)
            if height <= room:
                break
        return height

    def _place(self, width: int, narrow: bool, tight: bool, rows: bool) -> int:
        self.rows.setVisible(rows)
        y, px, self._rules = 0.0, type_of(self._scale), []
        close = CLOSE if tight else 1.0
        said: tuple[Prose | TaskRow, ...] = (self.name, self.title, self.text, self.pinned, self.question, self.reveal)
        for prose in (*said, *self.tasks):
            prose.leading = TIGHT if tight else LEADING
        for widget, gap, indent in self._blocks():
            if gap < 0:
                self._rules.append(round(y + 0.5 * close * px))
                y += close * px
            y += abs(gap) * close * px
            inner = width - indent
            height = (
                self.rows.height_for(inner, narrow) if widget is self.rows else widget.height_for(inner)  # type: ignore
            )
            widget.setGeometry(indent, round(y), inner, height)
            y += height
        self.update()
        return round(y)

    def _blocks(self) -> Iterator[tuple[QWidget, float, int]]:
        """Everything shown with the room above it, in sizes of the type, and its indent; negative: below a line."""
        indent = self.question.indent
        yield self.name, 0.0, 0
        if not self.rows.isHidden():
            yield self.rows, 0.3, 0
        yield self.title, -0.1, 0
        yield self.text, 0.4, 0
        shown = [row for row in self.tasks if not row.isHidden()]
        for n, row in enumerate((*shown, *([] if self.question.isHidden() else [self.question]))):
            yield row, 0.4 if n else -0.1, 0
        for widget in (self.choices, self.number):
            if not widget.isHidden():
                yield widget, 0.5, indent if widget is self.number else 0
        yield from ((below, 0.6, 0) for below in (self.reveal, self.pinned) if not below.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            for y in self._rules:
                p.fillRect(0, y, self.width(), 1, self._theme.line)
