"""What a moment of the story shows on the stage, and what is said of it to a screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnviz.model.figures.numbers import plain
from rnnviz.model.picture.reading import Backflow, mean, single
from rnnviz.model.session import Session
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.look.style import Theme
from rnnviz.view.stage.grid import Grid
from rnnviz.view.stage.looks import Scene

if TYPE_CHECKING:
    from rnnviz.view.stage.looks import Hole


def description(session: Session) -> str:
    """One or two sentences about this moment."""
    cell, cursor = session.cell, session.cursor
    where = QCoreApplication.translate("Stage", "{cell}, step {step} of {steps}, {direction}.")
    onward, back = QCoreApplication.translate("Stage", "forward"), QCoreApplication.translate("Stage", "backward")
    direction = back if cursor.backward else onward
    said = where.format(cell=cell.name, step=cursor.step + 1, steps=session.steps, direction=direction)
    return " ".join([said, *(_line(session, name) for name in cursor.now(cell))])


def _line(session: Session, name: str) -> str:
    line = session.cell.by_name[name]
    values = session.run.grad(name) if session.cursor.backward else session.run.value(name)
    number = plain(mean(single(values)[session.cursor.step]))
    said = QCoreApplication.translate("Stage", "Now {name}: {says}; mean {number}.")
    return said.format(name=name, says=line.says, number=number)


def word(session: Session, step: int) -> str:
    """What stands beside x: the word, or which layer it comes from."""
    if session.cursor.layer:
        return QCoreApplication.translate("Stage", "h of layer {0}").format(session.cursor.layer)
    words = session.words
    found = words[step] if step < len(words) else ""
    return f"“{found}”" if found else QCoreApplication.translate("Stage", "silence")


def above(session: Session) -> int:
    """Number of the layer that reads the one on the stage, 0 for the read-out."""
    return session.cursor.layer + 2 if session.cursor.layer < len(session.runs) - 1 else 0


def chips(session: Session) -> tuple[str, ...]:
    """What has to be known of the drawn cell: layer, reading direction, kind of numbers, conventions."""
    said: list[str] = []
    if len(session.runs) > 1:
        text = QCoreApplication.translate("Stage", "layer {0} of {1}")
        said.append(text.format(session.cursor.layer + 1, len(session.runs)))
    if session.cursor.way == "backward":
        said.append(QCoreApplication.translate("Stage", "reads from the end"))
    if session.run.experiment.dtype == "float32":
        said.append("float32")
    return (*said, *session.cell.conventions)


def scene_at(
    session: Session, cursor: Cursor, flow: Backflow, theme: Theme, grid: Grid,
    holes: Mapping[str, Hole], unlit: frozenset[str],
) -> Scene:  # fmt: skip
    """What is drawn of the session's run at a place; `unlit` lines have no value whatever the place."""
    run = session.run
    return Scene(
        cell=run.cell,
        run=run,
        picture=flow.picture,
        flow=flow,
        theme=theme,
        grid=grid,
        t=cursor.step,
        unit=session.selection.unit,
        now=frozenset(cursor.now(run.cell)) - unlit,
        known=cursor.known(run.cell) - unlit,
        backward=cursor.backward,
        whole=cursor.grain == "step",
        word=word(session, cursor.step),
        chips=chips(session),
        above=above(session),
        holes=holes,
    )
