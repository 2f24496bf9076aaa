"""What lessons do in the window: two keys are theirs while a page is shown, files and places come and go with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rnnviz.io.lessons.kept import read_records, write_records
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.lesson import Lesson
from rnnviz.model.lessons.situation import PAGES, Situation
from rnnviz.model.lessons.situation import PLACES as SHOWN
from rnnviz.model.player import Player
from rnnviz.resources import data_folder
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.body.places import Places
from rnnviz.view.files.files import Files
from rnnviz.view.lessons.pulse import Pulse
from rnnviz.view.stage import Stage
from rnnviz.view.tape import Tape
from rnnviz.view.transport.transport import Transport
from rnnviz.view.widgets.panel import as_kind
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.view.files.files import Named
    from rnnviz.view.lessons.place import Lessons

PLACE = "lessons"


class LessonCommands(QObject):
    """Binds itself to the actions of the window's tools."""

    def __init__(
        self, simulation: Simulation, player: Player, places: Places, files: Files, transport: Transport, tools: Tools
    ) -> None:
        super().__init__(files)
        self._transport, self._actions, self._pulse = transport, tools.actions, Pulse(transport)
        self._simulation, self._player, self._places, self._files = simulation, player, places, files
        self.course = LessonCourse.of(simulation)
        self.place: Lessons | None = None
        self._aside: Named | None = None
        self._notices = tools.notices
        tools.actions.bind({"next": self._next, "back": self._back, "save_page": self._ask_page})
        places.went.connect(self._went)
        self.course.began.connect(self._began)
        self.course.refused.connect(self._refused)
        self.course.over.connect(self._over)
        self.course.left.connect(self._left)
        self.course.changed.connect(self._point)
        if tools.remembers:
            self.course.remember(read_records(data_folder()))
            self.course.changed.connect(self._keep)
        self._kept = dict(self.course.records)

    def open(self, lesson: Lesson, at: int | None, reveal: bool) -> None:
        """Open a lesson at a page, counted from 0, None where it was left; reveal: with all that the page asks for."""
        self.course.begin(lesson, at)
        if reveal:
            self.course.complete()

    def finish(self) -> None:
        """The window closes: what was on screen before the lesson is what is kept."""
        self._pulse.leave()
        self.course.leave()

    # keys --------------------------------------------------------------------------------------------------

    @property
    def _reading(self) -> bool:
        return self.place is not None and self._places.page is self.place and self.place.reading

    def _next(self) -> None:
        if self._reading:
            self._player.pause()
            self.course.onward()
        else:
            self._simulation.next()

    def _back(self) -> None:
        if self._reading:
            self._player.pause()
            self.course.turn(-1)
        else:
            self._simulation.back()

    # pages of one's own ------------------------------------------------------------------------------------

    def _ask_page(self) -> None:
        kinds = self.tr("Lessons ({0})").format("*.toml")
        title = self.tr("Lesson to which this page is added")
        path = self._notices.path_to_save(title, kinds, (".toml",), "my-lesson.toml", adds=True)
        if path is not None:
            self.save_page(path)

    def save_page(self, path: Path) -> bool:
        """Add what is on screen to the lesson in a file as its last page; a new file is a lesson of one page."""
        from rnnviz.io.lessons.adding import add_page
        from rnnviz.io.lessons.reading import LessonError

        self._simulation.flush()
        try:
            add_page(path, self._situation())
        except LessonError as error:
            return self._notices.refuse(error.message)
        return True

    def _situation(self) -> Situation:
        """What is on screen, in the place that is shown; pages of the laboratory have names."""
        key, page = self._places.now, getattr(self._places.page, "now", "")
        if key not in SHOWN or (key == SHOWN[3] and page not in PAGES):
            return self.course.now
        return replace(self.course.now, place=key, page=page if key == SHOWN[3] else "")

    # what happens ------------------------------------------------------------------------------------------

    def _went(self, key: str) -> None:
        """The place is made when somebody first goes there."""
        if key != PLACE:
            self._point()
            return
        from rnnviz.view.lessons.place import Lessons  # with it comes what reads the contents

        page = self._places.page
        if self.place is None and isinstance(page, Lessons):
            self.place = page
            page.chosen.connect(self._files.lessons.open_named)
            page.shown.connect(self._point)
            self._join(page)

    def _join(self, page: Lessons) -> None:
        """What is typed and asked for on its tape and stage goes where it goes in the stage's own place."""
        panels = as_kind(Arrangement, self._places.made["stage"]).panels
        tape, stage = as_kind(Tape, panels["tape"]), as_kind(Stage, panels["stage"])
        page.tape.word_edited.connect(tape.word_edited)
        page.tape.hold_requested.connect(tape.hold_requested)
        page.tape.refused.connect(tape.refused)
        page.stage.answers.refused.connect(stage.answers.refused)

    def _keep(self) -> None:
        """What was done is known at the next launch, however this one ends."""
        if self.course.records != self._kept:
            self._kept = dict(self.course.records)
            write_records(data_folder(), self._kept)

    def _began(self) -> None:
        self._player.pause()
        if self._aside is None:
            self._aside = self._files.named
            self._files.left()
        self._places.go(PLACE)
        if self.place is not None:
            self.place.show_page()

    def _left(self) -> None:
        """The file that was open is again what is on screen."""
        if self._aside is not None:
            self._files.regain(self._aside)
        self._aside = None

    def _refused(self) -> None:
        self._places.go(PLACE)
        if self.place is not None:
            self.place.list_all()

    def _point(self) -> None:
        """Rings round the control that a page wants used, until it was."""
        course, pulse = self.course.progress, self.course.pulse
        if course is None or self.place is None or not self._reading or not pulse:
            self._pulse.leave()
            return
        value = next((task.number for task in course.page.done if task.kind == "held"), 0.0)
        control = self._transport.control(pulse) or self.place.controls.control(pulse, value)
        self._pulse.surround(control, self._transport.theme, not self._actions["still"].isChecked())

    def _over(self) -> None:
        """The lesson that follows, or all of them."""
        course = self.course.progress
        follows = self._files.lessons.after(course.lesson.key) if course is not None else ""
        if follows:
            self._files.lessons.open_named(follows)
        elif self.place is not None:
            self.place.list_all()
