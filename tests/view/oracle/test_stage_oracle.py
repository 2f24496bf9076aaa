"""Every wire, box, square, number and word of the stage, at halts of every story, is what the run says it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnnviz.model.figures.numbers import plain
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import THEMES, Theme
from tests.covering import covering
from tests.view.conftest import Make
from tests.view.oracle.story import SETUPS, Moment, halts, simulation
from tests.view.oracle.wanted import Flow, between, carried, close, held, slope, square
from tests.view.oracle.words import check_big, check_key, check_numbers, check_operations, check_spoken, of_unit

LIGHT_GLOW = 0.85


@pytest.mark.parametrize(("name", "direction"), covering(SETUPS, ["forward", "backward"], shift=1))
def test_the_stage_shows_the_run(make_window: Make, heard: Listener, name: str, direction: str) -> None:
    theme = THEMES["light" if len(name) % 2 else "dark"]
    window = make_window(SETUPS[name], theme.name)
    window.stage.set_motion(150 if len(name) % 3 == 0 else 0)  # pictures that move are kept from one halt to the next
    for at in halts(window, name, direction):
        told, picture, grid = heard.of(window.stage, "cell"), window.stage.picture, window.stage.grid
        if grid.detail != "full":
            pytest.fail(f"{name} has no numbers at this size")
        flow = Flow(at, picture) if at.backward else None
        check_wires(told, at, picture, grid, flow, theme)
        check_boxes(told, at, picture, flow, theme)
        check_strips(told, at, picture, flow, theme)
        check_words(told, at, picture, simulation(window), flow)
        check_spoken(window.stage.accessibleDescription(), at)
        for shape in picture.shapes:
            if shape.kind == "big":
                check_big(told, strips(told), at, shape, flow, theme)


def facts(told: list[Fact], what: str) -> dict[str, Fact]:
    return {fact.of: fact for fact in told if fact.what == what}


# wires -----------------------------------------------------------------------------------------------------


def reached(at: Moment, picture: Any, source: str) -> bool:
    """x and what comes from the step before are there from the beginning."""
    shape = picture.by_name.get(source)
    return shape is None or shape.lines[-1] in at.known


def check_wires(told: list[Fact], at: Moment, picture: Any, grid: Any, flow: Flow | None, theme: Theme) -> None:
    wires, glows = facts(told, "wire"), facts(told, "glow")
    assert wires.keys() == {piece.key for piece in picture.pieces}
    for piece in picture.pieces:
        lit, color, width, glow = wire(at, picture, piece, flow, theme)
        found = wires[piece.key]
        assert found.value == lit, f"{piece.key} lit"
        assert close(found.color, color), f"{piece.key} {found.color} for {color.name()}"
        assert found.width == pytest.approx(grid.wire(width), abs=1e-6), piece.key
        assert (piece.key in glows) == lit
        if lit:
            assert glows[piece.key].value == pytest.approx(glow, abs=1e-6), piece.key
            assert close(glows[piece.key].color, theme.role(piece.role))


def wire(at: Moment, picture: Any, piece: Any, flow: Flow | None, theme: Theme) -> tuple[bool, Any, float, float]:
    """Whether it is lit, its colour, its width in u before it is fitted, and how much it glows."""
    dark = theme.line
    if flow is not None:
        strength = flow.strength(flow.through(piece, at.step, at.known))
        if strength is None:
            return False, dark, 0.3, 0.0
        color = between(dark, theme.role(piece.role), 0.1 + 0.9 * strength**1.15)
        glow = strength * (0.35 + 0.65 * strength) * loudness(at, picture, piece, theme)
        return True, color, 0.12 + 0.88 * strength**1.3, glow
    if not reached(at, picture, piece.source):
        return False, dark, 1.0 if piece.belt else 0.5, 0.0
    bright = min(max(1.15 * float(np.abs(carried(at, picture, piece.source)).mean()), 0.12), 1.0)
    color = between(dark, theme.role(piece.role), 0.52 + 0.48 * bright)
    return True, color, forward_width(at, piece), (0.35 + 0.65 * bright) * loudness(at, picture, piece, theme)


def forward_width(at: Moment, piece: Any) -> float:
    """A belt is as wide as its gate is open; what looks in from the side is thin."""
    if piece.belt:
        valve = piece.valve
        return 1.0 if valve is None else min(max(0.2, float(at.run.node_value(valve)[at.step].mean())), 1.0)
    return 0.38 if piece.peephole else 0.5


def loudness(at: Moment, picture: Any, piece: Any, theme: Theme) -> float:
    """What is computed now glows most, what was known before least; on a light ground all a little less."""
    whole = LIGHT_GLOW if theme.name == "light" else 1.0
    if at.cursor.grain == "step":
        return 0.7 * whole
    shape = picture.by_name.get(piece.source)
    here = (shape is not None and shape.lines[-1] in at.now) or any(k.line in at.now for k in piece.all_links)
    return (1.0 if here else 0.42) * whole


# boxes and squares -----------------------------------------------------------------------------------------


def gate(at: Moment, node: int) -> bool:
    """Whether a node's values are those of a gate, or what one leaves over: 1 - z."""
    cell, found = at.cell, at.cell.nodes[node]
    if found.op == "line":
        return gate(at, cell.by_name[found.name].root)
    if found.op == "sum":
        numbers = [cell.nodes[arg].number for arg in found.args if cell.nodes[arg].op == "const"]
        others = [arg for arg in found.args if cell.nodes[arg].op != "const"]
        return len(others) == 1 and numbers in ([], [1.0]) and gate(at, others[0])
    return node in {cell.by_name[name].root for name in cell.gates}


def shown(at: Moment, shape: Any, flow: Flow | None) -> np.ndarray:
    run = at.run
    return flow.node(shape.node)[at.step] if flow is not None else run.node_value(shape.node)[at.step]


def check_boxes(told: list[Fact], at: Moment, picture: Any, flow: Flow | None, theme: Theme) -> None:
    boxes, halos, notes = facts(told, "box"), facts(told, "halo"), facts(told[::-1], "note")
    learned = [s for s in picture.shapes if s.learned and s.kind not in ("big", "through")]
    assert boxes.keys() == {shape.key for shape in learned}
    lit_now = {s.key for s in picture.shapes if s.kind != "through" and at.now & set(s.lines)}
    assert halos.keys() == lit_now
    check_operations(facts(told, "operation"), at, picture)
    for shape in learned:
        lit = bool(at.known & set(shape.lines))
        assert boxes[shape.key].value == lit, shape.key
        values = shown(at, shape, flow)
        full = min(float(np.abs(values).mean()), 1.0) if flow is None else flow.strength(values) or 0.0
        fill = between(theme.box, theme.role(shape.role), 0.16 + 0.4 * full) if lit else theme.box
        assert close(boxes[shape.key].color, fill), shape.key
        if shape.key in notes:  # the first of them: a factor is written later
            check_number(notes[shape.key].word, at, shape, values, [item.link for item in picture.factors])


def check_number(word: str, at: Moment, shape: Any, values: np.ndarray, links: list[Any]) -> None:
    """A box says the value of the unit looked at; backward its slope."""
    number = of_unit(slope(at, shape.node) if at.backward else values, at.unit)
    said = {plain(number, places) for places in (2, 1)}
    if at.backward:  # where the box has no room for its own number, the factor of the way into it may bear its name
        said |= {plain(of_unit(factor(at, link), at.unit)) for link in links if f"node:{link.wire}" == shape.key}
    assert word.removeprefix("× ").lstrip("+") in said, f"{shape.key}: {word}"
    assert word.startswith("× ") == at.backward


def strips(told: list[Fact]) -> dict[str, list[Fact]]:
    """The squares of every strip, with the rings, in the order of painting."""
    found: dict[str, list[Fact]] = {}
    current: list[Fact] = []
    for fact in told:
        if fact.what == "strip":
            current = found.setdefault(fact.of, [])
        elif fact.what in ("square", "ring", "number"):
            current.append(fact)
    return found


def check_strips(told: list[Fact], at: Moment, picture: Any, flow: Flow | None, theme: Theme) -> None:
    found = strips(told)
    for shape in picture.shapes:
        if shape.key in found:
            role = shape.role if flow is None and gate(at, shape.node) else None
            check_squares(found[shape.key], at, shown(at, shape, flow), role, flow, theme)
    for label in picture.labels:
        if label.key not in found or label.kind in ("out", "gate"):
            continue
        values, role = label_values(at, picture, label, flow), None
        if flow is None and label.kind not in ("x", "entry", "exit") and gate(at, picture.by_name[label.source].node):
            role = label.role
        assert values is not None, label.key
        check_squares(found[label.key], at, values, role, flow, theme, ringed=label.kind != "x")


def check_squares(
    told: list[Fact], at: Moment, values: np.ndarray, role: str | None, flow: Flow | None, theme: Theme,
    ringed: bool = True,
) -> None:  # fmt: skip
    squares = [fact for fact in told if fact.what == "square"]
    check_numbers([fact for fact in told if fact.what == "number"], values)
    assert [fact.unit for fact in squares] == list(range(len(values)))
    for fact, value in zip(squares, values.tolist(), strict=True):
        assert fact.value == pytest.approx(value, rel=1e-9, abs=1e-300)
        shade = value if flow is None else flow.shade(value)
        assert close(fact.color, square(theme, shade, role)), f"unit {fact.unit}: {value}"
    assert [fact.unit for fact in told if fact.what == "ring"] == [at.unit] * (ringed and at.unit < len(values))


def label_values(at: Moment, picture: Any, label: Any, flow: Flow | None) -> np.ndarray | None:
    """What the strip at a label shows, None where nothing is there yet."""
    if flow is None:
        return carried(at, picture, label.source) if reached(at, picture, label.source) else None
    if label.kind == "exit":
        done = label.source in at.known
        return at.grad(label.source)[at.step] if done else flow.later(label.source, at.step)
    links = [link for link in picture.links if link.source == label.source]
    here = [flow.node(link.wire)[at.step] for link in links if link.line in at.known]
    if label.kind == "entry" and len(here) == len(links):
        return at.grad(label.source)[at.step]
    return np.sum(here, axis=0) if here else None


# words -----------------------------------------------------------------------------------------------------


def check_words(told: list[Fact], at: Moment, picture: Any, shown: Any, flow: Flow | None) -> None:
    notes, states, painted = facts(told, "note"), facts(told, "state"), strips(told)
    for label in picture.labels:
        if label.kind == "x":
            assert notes[label.key].word == word(shown), "the word beside x"
        if label.kind in ("entry", "exit"):
            there = label_values(at, picture, label, flow)
            assert (label.key in painted) == (there is not None), label.key
            if there is not None:
                crowded = len(at.cell.states) > 2  # between many states there may be no room for a word
                assert states[label.key].word in {state_word(at, picture, label), *[""] * crowded}
        if label.kind == "out" and flow is not None:
            check_loss(notes[label.key].word, at, flow, shown)
    if flow is not None:
        check_factors(told, at, picture)
        check_key(told, flow)


def word(shown: Any) -> str:
    """The word of this step, as the layer on the stage reads the sequence."""
    if shown.cursor.layer:
        return f"h of layer {shown.cursor.layer}"
    words = list(shown.setup.words)
    if shown.cursor.way == "backward":
        words.reverse()
    found, scale = words[shown.cursor.step], shown.setup.input_scale
    if not found:
        return "silence"
    return f"“{found}”" if scale == 1 else f"{scale:g} × “{found}”"


def state_word(at: Moment, picture: Any, label: Any) -> str:
    if not at.backward:
        return ""
    if label.kind == "exit":
        return "total" if label.source in at.known else "arriving"
    readers = {link.line for link in picture.links if link.source == label.source}
    return "total" if readers <= at.known else "so far"


def check_loss(said: str, at: Moment, flow: Flow, shown: Any) -> None:
    """What comes in from the loss, or from the layer above."""
    part = flow.loss[at.step]
    above = shown.cursor.layer + 2 if shown.cursor.layer < len(shown.runs) - 1 else 0
    if not part.any():
        assert said in ((f"nothing from layer {above}", "none") if above else ("no loss at this step", "no loss"))
        return
    size = plain(float(np.linalg.norm(part)))
    assert said == (f"from layer {above}: {size}" if above else f"from the loss: {size}")


def check_factors(told: list[Fact], at: Moment, picture: Any) -> None:
    """On every way back what the gradient is multiplied by, of the unit looked at; one of them is applied now."""
    notes, pills = facts(told, "note"), [fact for fact in told if fact.what == "pill"]
    known = [item for item in picture.factors if item.link.line in at.known]
    own, ways = {shape.key for shape in picture.shapes if shape.learned}, {f"node:{i.link.wire}" for i in known}
    assert ways - own == {key for key in notes if notes[key].word.startswith("× ")} - own
    for item in known:
        number = of_unit(factor(at, item.link), at.unit)
        assert notes[f"node:{item.link.wire}"].word == f"× {plain(number)}", item.link
    now = [item for item in known if item.link.line in at.now]
    assert len(pills) == bool(now)
    if now:
        assert pills[0].word in {notes[f"node:{item.link.wire}"].word for item in now}
        assert pills[0].of.endswith("_prev") == any(item.link.source.endswith("_prev") for item in now)


def factor(at: Moment, link: Any) -> np.ndarray:
    """The derivative of what reads a wire by what the wire brings."""
    nodes = at.cell.nodes
    reader = next(node for node in nodes if link.wire in node.args)
    place = reader.args.index(link.wire)
    if held(at, reader.id):
        return np.zeros(at.run.hidden)
    if reader.op == "mul":
        return at.run.node_value(reader.args[1 - place])[at.step]
    if reader.op == "sum":
        return np.full(at.run.hidden, float(reader.signs[place]))
    if reader.op in ("div", "max"):
        first, second = (at.run.node_value(node)[at.step] for node in reader.args)
        if reader.op == "div":
            return 1 / second if place == 0 else -first / second**2
        return np.where(first == second, 0.5, (first > second) == (place == 0))
    return slope(at, reader.id)
