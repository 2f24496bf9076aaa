"""What the stage says to a screen reader: where we are and what is being computed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.model.numbers import plain
from rnnviz.model.picture.reading import mean, single
from rnnviz.model.session import Session


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
