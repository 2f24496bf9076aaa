"""What one key does next in a lesson: the story's next halt, the answer, the page after this one."""

from __future__ import annotations

from enum import Enum

from rnnviz.model.lessons.conditions import Condition
from rnnviz.model.lessons.progress import LessonProgress, undone
from rnnviz.model.lessons.situation import Situation


class Onward(Enum):
    """STORY: the next halt. DIRECTION: the story is turned round. WAIT: something is left to do that no key of the
    story does. REVEAL: the answer is shown. TURN: the next page. END: the lesson is over."""

    STORY = "story"
    DIRECTION = "direction"
    WAIT = "wait"
    REVEAL = "reveal"
    TURN = "turn"
    END = "end"


def onward(course: LessonProgress, now: Situation) -> Onward:
    """What comes next on the page as it stands."""
    left = undone(course, now)
    if left:
        return _of_task(left[0], now)
    if course.asks:
        return Onward.WAIT if course.answer is None else Onward.REVEAL
    return Onward.END if course.at == len(course.lesson.pages) - 1 else Onward.TURN


def _of_task(task: Condition, now: Situation) -> Onward:
    """A place further on in the story is reached by its own key."""
    if task.kind in ("backward", "forward"):
        return Onward.DIRECTION
    on_the_way = _ahead(task, now) if task.kind == "step" else task.kind == "line" and now.cursor.grain != "step"
    return Onward.STORY if on_the_way else Onward.WAIT


def _ahead(task: Condition, now: Situation) -> bool:
    """Whether a step lies further on in the story's direction."""
    away = task.number - (now.cursor.step + 1)
    return away < (task.sign == "<") if now.cursor.backward else away > -(task.sign == ">")
