"""What of a training a setup shows: asked for at every change, found out once for each setup."""

from __future__ import annotations

from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import Course, place_in
from rnnviz.model.trained.learned import plain
from rnnviz.model.trained.samples import sample_at


class Matching:
    """Remembers the last answers."""

    def __init__(self) -> None:
        self._setup: Setup | None = None
        self._course: Course | None = None
        self._place: int | None = None
        self._of: tuple[object, object, int | None] = (None, None, None)

    def place(self, course: Course | None, setup: Setup) -> int | None:
        """The update after which the network is the setup's; None where it is another one."""
        if self._setup is not setup or self._course is not course:
            self.know(course, setup, None if course is None else place_in(course, setup))
        return self._place

    def know(self, course: Course | None, setup: Setup, place: int | None) -> None:
        """It is so."""
        self._setup, self._course, self._place = setup, course, place

    def sample(self, setup: Setup) -> int | None:
        """Which held-out sentence is on the stage."""
        learned = setup.learned and plain(setup.learned)
        if self._of[0] is not setup.sequence or self._of[1] != learned:
            self._of = setup.sequence, learned, sample_at(setup)
        return self._of[2]
