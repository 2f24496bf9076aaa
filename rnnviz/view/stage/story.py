"""What a moment of the story shows on the stage, and what is said of it to a screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, short
from rnnviz.model.picture.reading import Backflow, mean, single
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.look.language import language, spoken
from rnnviz.view.look.style import Theme
from rnnviz.view.stage.answer.moment import moment_of
from rnnviz.view.stage.grid import Grid
from rnnviz.view.stage.looks import StageMoment

if TYPE_CHECKING:
    from rnnviz.view.stage.looks import Hole


def description(simulation: Simulation) -> str:
    """One or two sentences about this moment."""
    cell, cursor = simulation.cell, simulation.cursor
    where = QCoreApplication.translate("Stage", "{cell}, step {step} of {steps}, {direction}.")
    onward, back = QCoreApplication.translate("Stage", "forward"), QCoreApplication.translate("Stage", "backward")
    direction = back if cursor.backward else onward
    said = where.format(cell=spoken(cell).name, step=cursor.step + 1, steps=simulation.steps, direction=direction)
    return " ".join([said, *(_line(simulation, name) for name in cursor.now(cell))])


def _line(simulation: Simulation, name: str) -> str:
    line = simulation.cell.by_name[name]
    if name in simulation.veil.at(simulation.cursor):
        return QCoreApplication.translate("Stage", "Now {name}: your guess first.").format(name=name)
    values = simulation.run.grad(name) if simulation.cursor.backward else simulation.run.value(name)
    number = plain(mean(single(values)[simulation.cursor.step]))
    says = simulation.cell.says.get(language(), {}).get(name, line.says)
    said = QCoreApplication.translate("Stage", "Now {name}: {says}; mean {number}.")
    return said.format(name=name, says=says, number=number)


def word(simulation: Simulation, step: int) -> str:
    """What stands beside x: the word, times its scale, the numbers that are read, or which layer it comes from."""
    if simulation.cursor.layer:
        return QCoreApplication.translate("Stage", "h of layer {0}").format(simulation.cursor.layer)
    words, setup = simulation.words, simulation.result.setup
    found = words[step] if step < len(words) else ""
    if not found:
        return QCoreApplication.translate("Stage", "silence")
    if setup.sequence.kind != "words":
        return f"({found})" if setup.sequence.width() > 1 else found
    return f"“{found}”" if setup.input_scale == 1 else f"{short(setup.input_scale)} × “{found}”"


def above(simulation: Simulation) -> int:
    """Number of the layer that reads the one on the stage, 0 for the read-out."""
    return simulation.cursor.layer + 2 if simulation.cursor.layer < len(simulation.runs) - 1 else 0


def chips(simulation: Simulation) -> tuple[str, ...]:
    """What has to be known of the drawn cell: layer, reading direction, kind of numbers, conventions, and of which
    update a training's weights are. Where there is no room the first go."""
    said: list[str] = []
    if len(simulation.runs) > 1:
        text = QCoreApplication.translate("Stage", "layer {0} of {1}")
        said.append(text.format(simulation.cursor.layer + 1, len(simulation.runs)))
    if simulation.cursor.way == "backward":
        said.append(QCoreApplication.translate("Stage", "reads from the end"))
    if simulation.run.experiment.dtype == "float32":
        said.append("float32")
    return (*said, *spoken(simulation.cell).conventions, *_update(simulation))


def _update(simulation: Simulation) -> tuple[str, ...]:
    """Which update is seen, while a training is."""
    trainer = simulation.findChild(QObject, "trainer")
    update = None if trainer is None else trainer.property("update")
    text = QCoreApplication.translate("Stage", "weights after update {0}")
    return () if update is None else (text.format(update),)


def scene_at(
    simulation: Simulation, cursor: Cursor, flow: Backflow, theme: Theme, grid: Grid,
    holes: Mapping[str, Hole], unlit: frozenset[str], answered: bool = False,
) -> StageMoment:  # fmt: skip
    """What is drawn of the simulation's run at a place; `unlit` lines have no value whatever the place."""
    run, hidden = simulation.run, simulation.veil.at(cursor)
    unlit |= hidden
    return StageMoment(
        cell=run.cell,
        run=run,
        picture=flow.picture,
        flow=flow,
        theme=theme,
        grid=grid,
        t=cursor.step,
        unit=simulation.selection.unit,
        now=frozenset(cursor.now(run.cell)) - unlit,
        known=cursor.known(run.cell) - unlit,
        backward=cursor.backward,
        whole=cursor.grain == "step",
        word=word(simulation, cursor.step),
        chips=chips(simulation),
        above=above(simulation),
        holes=holes,
        answer=moment_of(simulation, cursor) if answered else None,
        weight=simulation.selection.weight,
        hidden=hidden,
        asked=simulation.veil.asks(cursor),
    )
