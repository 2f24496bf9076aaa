"""What is on the screen after a long time of use, held against a window that was just opened on the same state."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter

from rnnviz.model.document.document import Document
from rnnviz.model.document.result import Result
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.lessons.place import Lessons
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.plots.chips import Choice
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.paper import Paper
from rnnviz.view.window.main_window import MainWindow

PATIENCE = 400
"""So often a window is asked whether it is still busy,"""
QUIET = 4
"""and so often in a row it must say that it is not: what is late begins a turn later."""


def rest(window: MainWindow) -> None:
    """Until nothing is worked out any more."""
    quiet = 0
    Trainer.of(window.simulation).pause()  # it would go on for minutes
    for _ in range(PATIENCE):
        QTest.qWait(10)
        quiet = 0 if window.busy else quiet + 1
        if quiet == QUIET:
            return
    raise AssertionError("the window never came to rest")


def same_numbers(window: MainWindow) -> None:
    """What was computed is what computing the setup anew gives, bit by bit."""
    simulation = window.simulation
    assert simulation.setup == simulation.result.setup
    for shown, fresh in zip(simulation.runs, Result.of(simulation.setup).runs, strict=True):
        for a, b in zip(shown, fresh, strict=True):
            for line in a.cell.lines:
                assert np.array_equal(a.value(line.name), b.value(line.name), equal_nan=True), line.name
            assert np.array_equal(a.grad(a.cell.output), b.grad(b.cell.output), equal_nan=True)


def fresh(window: MainWindow) -> MainWindow:
    """A window just opened on the state of another one, as large, in the same colours, at the same place, with the same
    panels and the same simulations beside.
    """
    simulation = window.simulation
    all_of_them = window.document.simulations
    beside = tuple(other.setup for other in all_of_them if other is not simulation)
    document = Document(simulation.setup, beside=beside, row=all_of_them.index(simulation))
    for here, there in zip(all_of_them, document.simulations, strict=True):
        there.mark = here.mark  # what went away left its colour free
    document.look_at(window.document.comparing)
    document.album.show(window.document.album.snapshots)
    front = document.front
    front.before = simulation.before
    front.move(simulation.cursor)
    selection = simulation.selection
    front.select(unit=selection.unit, pins=selection.pins, answer=selection.answer)
    found = MainWindow(document, window.theme.name, window.memory())
    found.resize(window.size())
    found.show()
    found.make_plots()
    lesson_alike(window, found)
    found.places.go(window.places.now)
    return found


def lesson_alike(window: MainWindow, again: MainWindow) -> None:
    """Which lesson is open, at which page, what is answered, and whether the contents stand in its place."""
    course = again.lessons.course
    course.progress = window.lessons.course.progress
    course.simulation.flush()
    course.changed.emit()
    again.simulation.cover(window.simulation.veil)
    if window.places.now == "lessons" and window.lessons.place is not None:
        page = again.places.go("lessons")
        assert isinstance(page, Lessons)
        (page.list_all if window.lessons.place.listing else page.show_page)()


def choose_alike(window: MainWindow, again: MainWindow) -> None:
    """What is chosen in a panel, which curve or matrix it shows, whether there are answers, and the tape's zoom."""
    made = {key: panel for key, panel in window.panels.items() if key in again.panels}  # a face that was turned to
    for key, panel in made.items():
        for here, there in zip(panel.findChildren(Choice), again.panels[key].findChildren(Choice), strict=True):
            if here.current != there.current:
                there.chosen.emit(here.current)
    for here, there in zip(window.findChildren(QSplitter), again.findChildren(QSplitter), strict=True):
        there.setSizes(here.sizes())
    if "weights" in made:
        again.panels["weights"].desk.chosen = made["weights"].desk.chosen
        again.panels["weights"].refresh()
    if "train" in made:
        Trainer.of(again.simulation).adopt(Trainer.of(window.simulation).kept)
    again.stage.answers.choose(window.stage.answers.shown)
    if window.places.now == "compare":
        compare_alike(window, again)
    if window.places.now == "laboratory":
        laboratory_alike(window, again)
    here, there = window.tape, again.tape
    there.zoom, there.offset, there.down = here.zoom, here.offset, here.down
    there.refresh()
    again.chain.refresh()


def laboratory_alike(window: MainWindow, again: MainWindow) -> None:
    """Which page is open, which part fills it, and what is chosen in it."""
    here, there = window.places.page, again.places.page
    assert isinstance(here, Laboratory) and isinstance(there, Laboratory)
    there.turn_to(here.now)
    there.page.fill(here.page.alone)
    there.page.restore(here.page.settings())
    for old, new in zip(here.page.findChildren(Choice), there.page.findChildren(Choice), strict=True):
        if old.current != new.current:
            new.chosen.emit(old.current)


def compare_alike(window: MainWindow, again: MainWindow) -> None:
    """Which row is the large one, what each cell has for itself, and how far back they are compared."""
    here, there = window.places.page.findChild(Comparison), again.places.page.findChild(Comparison)
    there.look(back=here.back)
    here.point_at(None)


def shown_panels(window: MainWindow) -> dict[str, Panel]:
    """By key, those of the place that is shown."""
    if window.places.now == "stage":
        return {key: panel for key, panel in window.panels.items() if panel.isVisible()}
    papers = [paper for paper in window.places.page.findChildren(Paper) if paper.isVisible()]
    papers.sort(key=lambda paper: (paper.key, paper.y()))
    return {f"{paper.key} {place}": paper for place, paper in enumerate(papers)}


def seen(heard: Listener, window: MainWindow) -> dict[str, Counter[tuple[Any, ...]]]:
    """What every visible panel says, without regard to where on it."""
    panels = shown_panels(window)
    return {key: Counter(_said(f) for f in heard.of(panel) if _is_computed(f)) for key, panel in panels.items()}


def _is_computed(fact: Fact) -> bool:
    """`lit` and `ring` depend on a pixel of room; a time was measured, and another one would be measured."""
    return fact.what not in ("lit", "ring") and not ("µs" in fact.word or "µs" in str(fact.value))


def _said(fact: Fact) -> tuple[Any, ...]:
    value = fact.value
    shown = value.tobytes() if isinstance(value, np.ndarray) else repr(value)
    return fact.what, fact.of, fact.step, fact.unit, shown, fact.color, fact.word


def differences(here: dict[str, Counter[Any]], there: dict[str, Counter[Any]]) -> dict[str, Any]:
    """By panel: what only the used window says, and what only the fresh one says."""
    if here.keys() != there.keys():
        return {"panels": (here.keys() - there.keys(), there.keys() - here.keys())}
    return {key: (here[key] - there[key], there[key] - here[key]) for key in here if here[key] != there[key]}
