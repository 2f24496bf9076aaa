"""Lessons opened by number, name or file; what is wrong with one is said where lessons are listed."""

from __future__ import annotations

from pathlib import Path

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.course import LessonCourse
from rnnviz.model.lessons.lesson import Lesson

# io.lessons is imported where it is used: the first frame would wait for msgspec


class LessonFiles:
    """Opens them in the course of a simulation; a broken one changes nothing else."""

    def __init__(self, simulation: Simulation) -> None:
        self._course = LessonCourse.of(simulation)

    def takes(self, path: Path) -> bool:
        """Whether a file is a lesson; cells have the same ending."""
        from rnnviz.io.lessons.shelf import is_lesson

        return is_lesson(path)

    def open_named(self, name: str) -> bool:
        """A lesson that comes with rnnviz, by its number or name."""
        from rnnviz.io.lessons.reading import LessonError
        from rnnviz.io.lessons.shelf import shipped_lesson

        try:
            return self._begin(shipped_lesson(name))
        except LessonError as error:
            return self._course.refuse(error.message)

    def open_path(self, path: Path) -> bool:
        """The lesson in a file."""
        from rnnviz.io.lessons.reading import LessonError, load_lesson

        try:
            return self._begin(load_lesson(path))
        except LessonError as error:
            return self._course.refuse(error.message)

    def after(self, key: str) -> str:
        """The name of the lesson that follows another one; "" behind the last, and behind one from elsewhere."""
        from rnnviz.io.lessons.shelf import lesson_names

        names = lesson_names()
        at = names.index(key) + 1 if key in names else len(names)
        return names[at] if at < len(names) else ""

    def _begin(self, lesson: Lesson | None) -> bool:
        if lesson is not None:
            self._course.begin(lesson)
        return lesson is not None
