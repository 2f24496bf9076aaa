"""Training on from an earlier update forgets what lay beyond: of many updates that is asked for twice."""

from __future__ import annotations

from rnnviz.model.trained.course import Course

MANY = 50
"""More updates than this are not forgotten at the first word."""


class Forgetting:
    """Remembers what was asked."""

    def __init__(self) -> None:
        self._asked: tuple[Course, int] | None = None

    def waits(self, course: Course | None, at: int) -> bool:
        """Whether it was asked for once, and waits for the second time."""
        return self._asked is not None and course is self._asked[0] and at == self._asked[1]

    def agreed(self, course: Course | None, at: int) -> bool:
        """It is asked for: whether it may be done."""
        few = course is None or course.last - at <= MANY
        agreed = few or self.waits(course, at)
        self._asked = None if agreed or course is None else (course, at)
        return agreed

    def forget(self) -> None:
        """Something else is asked for."""
        self._asked = None
