"""What a page asks to be done, as a sentence, and what its parts are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.engine import Cell
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.lessons.conditions import KNOBS, Condition
from rnnviz.view.experiment import knob_table
from rnnviz.view.look.language import cell_name, line_name

translate = QCoreApplication.translate


def task_words(task: Condition, simulation: Simulation) -> str:
    """One sentence in the language of the screen."""
    cell, number = simulation.cell, f"{task.number:g}".replace("-", "\u2212")
    if task.kind in KNOBS:
        return _of_knob(task, simulation, number)
    if task.kind == "changed":
        return _of_change(task.name, simulation)
    if task.kind == "step":
        back = translate("Lessons", "Go back to step {0}.") if task.sign == "<" else ""
        return (back or translate("Lessons", "Go on to step {0}.")).format(number)
    said = {
        "unit": translate("Lessons", "Choose unit {0}.").format(number),
        "layer": translate("Lessons", "Put layer {0} on the stage.").format(number),
        "way": _turned(task.name),
        "written": translate("Lessons", "Let the network write on."),
        "backward": translate("Lessons", "Turn the story round: backward."),
        "forward": translate("Lessons", "Turn the story round: forward."),
        "line": translate("Lessons", "Go on to the line “{0}”.").format(_line(cell, task.name)),
        "selected": translate("Lessons", "Click on “{0}” on the stage.").format(part_name(task.name, cell)),
        "edited": translate("Lessons", "Change a number of {0}.").format(task.name),
        "held": translate("Lessons", "Hold “{0}” at {1}.").format(_line(cell, task.name), number),
        "free": translate("Lessons", "Let “{0}” go.").format(_line(cell, task.name)),
    }
    return said.get(task.kind) or translate("Lessons", "Choose the cell “{0}”.").format(cell_name(task.name))


def _turned(way: str) -> str:
    """To the other direction of a layer that reads in both."""
    if way == "backward":
        return translate("Lessons", "Put the direction that reads from the end on the stage.")
    return translate("Lessons", "Put the direction that reads from the start on the stage.")


def part_name(part: str, cell: Cell) -> str:
    """What a lecturer calls a part of the stage by its key."""
    kind, _, name = part.partition(":")
    if kind == "in" and name.endswith("_prev"):
        return translate("Lessons", "{0} of the step before").format(_line(cell, name.removesuffix("_prev")))
    if kind == "in":
        return translate("Lessons", "input")
    return _line(cell, name) if name in cell.by_name else translate("Lessons", "answer")


def part_role(part: str, cell: Cell) -> str:
    """The role whose hue a part has."""
    name = part.partition(":")[2].removesuffix("_prev")
    return cell.by_name[name].role if name in cell.by_name else "answer" if part == "answer" else "x"


def _line(cell: Cell, name: str) -> str:
    return line_name(cell, name) if name in cell.by_name else name


def _of_knob(task: Condition, simulation: Simulation, number: str) -> str:
    name = _knob(task.name, simulation)
    said = {
        "<": translate("Lessons", "Turn {0} down below {1}."),
        "<=": translate("Lessons", "Turn {0} down to {1}."),
        ">": translate("Lessons", "Turn {0} up above {1}."),
        ">=": translate("Lessons", "Turn {0} up to {1}."),
        "=": translate("Lessons", "Set {0} to {1}."),
    }
    return said[task.sign].format(name, number)


def _knob(key: str, simulation: Simulation) -> str:
    """What a knob is called here."""
    row = next((row for row in knob_table.KNOBS if row.key == key), None)
    shown = None if row is None else row.show(simulation.setup, simulation.seat[0])
    if shown is not None:
        return f"“{shown.label}”"
    named = {"seed": translate("Lessons", "the seed"), "hidden": translate("Lessons", "the number of units")}
    return named.get(key, key)


def _of_change(name: str, simulation: Simulation) -> str:
    said = {
        "sequence": translate("Lessons", "Type another sequence."),
        "cell": translate("Lessons", "Choose another cell."),
        "seed": translate("Lessons", "Draw other weights."),
    }
    return said.get(name) or translate("Lessons", "Change {0}.").format(_knob(name, simulation))
