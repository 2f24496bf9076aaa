"""What the panels beside the stage show, at halts of every story, is what the run says."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.engine import Cell
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import size_text
from rnnviz.model.picture.reading import single
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import THEMES, Theme
from rnnviz.view.plots.sentences import NAMED
from rnnviz.view.transport.counter import Counter
from rnnviz.view.window.main_window import MainWindow
from tests.covering import covering
from tests.view.conftest import Make, settle
from tests.view.oracle.chain import check_chain
from tests.view.oracle.story import NETWORKS, SETUPS, Moment, halts, moment, simulation
from tests.view.oracle.wanted import between, close, slope, square
from tests.view.oracle.words import check_formula_numbers, of_unit

DIRECTIONS = ["forward", "backward"]
UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def theme_of(name: str) -> Theme:
    return THEMES["dark" if len(name) % 2 else "light"]


def told(facts: list[Fact], what: str) -> list[Fact]:
    return [fact for fact in facts if fact.what == what]


def texts(facts: list[Fact]) -> list[str]:
    return [fact.word for fact in facts if fact.what == "text"]


@pytest.mark.parametrize(("name", "direction"), covering(SETUPS, DIRECTIONS))
def test_every_panel_shows_the_run(make_window: Make, heard: Listener, name: str, direction: str) -> None:
    theme = theme_of(name)
    window = make_window(SETUPS[name], theme.name)
    for at in halts(window, name, direction):
        check_tape(heard, window, at, theme)
        check_formula(heard, window, at)
        check_gradient(heard, window, at, theme)
        check_map(heard, window, at, theme)
        check_spectrum(heard, window, at, theme)
        check_counter(heard, window, at)
        if window.chain.isVisible():
            check_chain(heard, window, at, theme)


# tape ------------------------------------------------------------------------------------------------------


def in_columns(at: Moment, values: np.ndarray) -> np.ndarray:
    """From the run's own order of time to that of the sequence."""
    return values[::-1] if at.cursor.way == "backward" else values


def tape_color(at: Moment, name: str, theme: Theme) -> tuple[np.ndarray, str | None]:
    """Shades of a row, (T, units), and whose hue they are."""
    if at.backward:
        grad = at.grad(name)
        largest = np.abs(grad).max()
        with np.errstate(all="ignore"):
            level = np.clip(1 + (np.log10(np.abs(grad)) - math.log10(largest)) / 2, 0, 1) if largest else 0 * grad
        return np.sign(grad) * level, None
    values = at.run.value(name)
    if name in at.cell.gates:
        return values, at.cell.by_name[name].role
    return values / max(1.0, float(np.abs(values).max())), None


def check_tape(heard: Listener, window: MainWindow, at: Moment, theme: Theme) -> None:
    facts = heard.of(window.tape)
    rows = {fact.of: fact.value for fact in told(facts, "row")}
    wanted = {line.name for line in at.cell.lines if line.label and line.size == "hidden"} | set(at.cell.states)
    assert wanted <= rows.keys()
    for name, colors in rows.items():
        if name not in at.cell.by_name and name != "x":
            continue  # slope and memory of a cell of one box, below
        shades, role = tape_color(at, name, theme)
        for t, units in enumerate(in_columns(at, shades).tolist()):
            for unit, shade in enumerate(units):
                assert close(QColor.fromRgb(int(colors[t, unit])), square(theme, shade, role)), (name, t, unit)
    now = at.run.steps - 1 - at.step if at.cursor.way == "backward" else at.step
    assert [fact.step for fact in told(facts, "present")] == [now]
    (veil,) = told(facts, "veil")
    before, after = set(range(now)), set(range(now + 1, at.run.steps))
    assert set(veil.value) == (before if at.backward != (at.cursor.way == "backward") else after)
    unknown = {fact.of for fact in told(facts, "unknown") if fact.of in at.cell.by_name}
    assert unknown == {name for name in rows if name in at.cell.by_name and name not in at.known}
    for fact in told(facts, "ring"):
        assert (fact.step, fact.unit) == (now, at.unit)
    check_holds(facts, at, set(rows))


def check_holds(facts: list[Fact], at: Moment, rows: set[str]) -> None:
    found: dict[str, set[int]] = {}
    for fact in told(facts, "held"):
        found.setdefault(fact.of, set()).update(fact.value)
    wanted = {
        name: {t for t, held in enumerate(in_columns(at, hold.mask)) if held}
        for name, hold in at.run.experiment.held.items()
        if name in rows
    }
    assert {name: steps for name, steps in found.items() if name in at.cell.by_name} == wanted


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("name", NETWORKS)
def test_the_words_of_the_tape_stand_over_their_steps(
    make_window: Make, heard: Listener, name: str, direction: str
) -> None:
    window = make_window(SETUPS[name])
    words = [word or "·" for word in simulation(window).setup.words]
    for _ in halts(window, name, direction):
        painted = [fact for fact in heard.of(window.tape, "live") if fact.what == "text"]
        heads = [fact for fact in painted if fact.at.y() < window.tape.plan().head]
        assert sorted(fact.word for fact in heads) == sorted(words)
        for fact in heads:
            column = int((fact.at.x() - window.tape.plan().left) / window.tape.plan().pitch + 0.1)
            assert words[column] == fact.word


# formula ---------------------------------------------------------------------------------------------------


def numbers_of(text: str) -> list[float]:
    return [float(n.replace("−", "-")) for n in re.findall(r"[−-]?\d+\.\d+", text)]


def check_formula(heard: Listener, window: MainWindow, at: Moment) -> None:
    """The last number of the strip is the value of the line it is about; the remark speaks of this unit."""
    facts = heard.of(window.formula, "picture")
    (formula,), (remark,) = told(facts, "formula"), told(facts, "remark")
    name = window.formula.focus().name
    check_formula_numbers(window.formula.composition().formula, at)
    if at.cursor.grain == "line" and not at.backward:
        assert name == at.cell.lines[at.cursor.line].name
    if not at.backward and name in at.cell.by_name and (found := numbers_of(formula.word)):
        assert found[-1] == pytest.approx(of_unit(at.value(name), at.unit), abs=0.0051), formula.word
    assert not remark.word or re.search(
        rf"unit {at.unit + 1} of {at.run.hidden}|all {at.run.hidden} units", remark.word
    )
    if (keeps := re.search(r"keeps (\d+) %", remark.word)) is not None:
        check_keeping(at, int(keeps[1]), remark.word)
    sizes = re.search(r"‖·‖ .*?([^ ]+)$", remark.word)
    if at.backward and sizes is not None and name in at.cell.by_name:
        assert sizes[1] == size_text(float(at.run.norms(name)[at.step]))


def check_keeping(at: Moment, kept: int, said: str) -> None:
    """The gate's share that is kept, and that which is written, of the unit looked at."""
    keep = at.cell.keep
    share = of_unit(at.value(keep.line), at.unit)
    share = share if keep.sign > 0 else 1 - share
    assert kept == round(100 * share)
    if (writes := re.search(r"writes (\d+) %", said)) is not None:
        assert int(writes[1]) == round(100 * (1 - share))


def test_what_is_kept_and_what_is_written(fresh_window: Make, heard: Listener) -> None:
    """Where the bias is high a coupled cell keeps nearly all and writes little."""
    for key in ("gru", "lstm_coupled"):
        window = fresh_window(SETUPS[key].with_weights(keep_bias=3.0))
        window.resize(1900, 1000)
        simulation(window).set_grain("step")
        for unit in range(3):
            simulation(window).select(unit=unit)
            settle()
            window.grab()
            (remark,) = told(heard.of(window.formula, "picture"), "remark")
            at, found = moment(window), re.search(r"keeps (\d+) % .* writes (\d+) %", remark.word)
            assert found is not None and int(found[1]) > 50 > int(found[2]), remark.word
            check_keeping(at, int(found[1]), remark.word)


# plots -----------------------------------------------------------------------------------------------------


def check_gradient(heard: Listener, window: MainWindow, at: Moment, theme: Theme) -> None:
    panel = window.panels["gradient"]
    curves = {fact.of: fact for fact in told(heard.of(panel.ink, "picture"), "curve")}
    states = memory(at.cell)
    whole = f"‖∂L/∂{states[0]}‖" if len(states) == 1 else f"‖∂L/∂({','.join(states)})‖"
    whole = whole if len(states) <= NAMED else f"‖the gradient of all {len(states)} states‖"
    out = () if at.cell.output in states or not at.run.fed.all() else (at.cell.output,)
    assert curves.keys() == {*(f"‖∂L/∂{name}‖" for name in (*states, *out)), whole}
    for name in (*states, *out):
        with np.errstate(divide="ignore"):
            norms = np.log10(np.linalg.norm(at.grad(name), axis=1))
        finite = np.isfinite(norms)
        found = curves[f"‖∂L/∂{name}‖"]
        np.testing.assert_allclose(found.value[finite], norms[finite], atol=1e-9)
        assert np.isnan(found.value[~finite]).all()
        assert close(found.color, theme.role(at.cell.by_name[name].role))
    stacked = np.concatenate([at.grad(name) for name in states], axis=1)
    sizes = np.linalg.norm(stacked, axis=1)
    np.testing.assert_allclose(np.nan_to_num(10 ** curves[whole].value), sizes, rtol=1e-9, atol=1e-300)
    live = heard.of(panel.ink, "live")
    assert [fact.step for fact in told(live, "present")] == [at.step]
    assert f"t={at.step + 1}" in texts(live)
    with np.errstate(divide="ignore"):
        first = size_text(float(np.log10(sizes[0])))
    said = [text for text in texts(live) if " at step 1:" in text or text.startswith("step 1:")]
    assert said and all(text.endswith(f" {first}") for text in said), (said, first)
    (loss,) = told(live, "loss")
    assert list(loss.value) == [t for t in range(at.run.steps) if loss_of(at)[t].any()]

    check_bound(told(heard.of(panel.ink, "picture"), "bound"), at)


def check_bound(bounds: list[Fact], at: Moment) -> None:
    """Pascanu, Mikolov & Bengio 2013: a straight line, for one state, one matrix and a loss at the end."""
    matrices = [node for node in at.cell.nodes if node.op == "matmul"]
    one = list(at.cell.recurrent) == ["U"] and len(at.cell.states) == 1 and len(matrices) == 2
    one = one and not at.run.experiment.held
    ends = not loss_of(at)[:-1].any() and loss_of(at)[-1].any()
    assert len(bounds) == (one and ends)
    for bound in bounds:
        steepest = max(
            np.abs(slope(replace(at, cursor=replace(at.cursor, step=t)), at.cell.by_name[at.cell.output].root)).max()
            for t in range(at.run.steps)
        )
        factor = np.log10(steepest * np.linalg.norm(at.run.experiment.params["U"], 2))
        last = np.log10(np.linalg.norm(at.grad(at.cell.output)[-1]))
        np.testing.assert_allclose(bound.value, last + factor * np.arange(at.run.steps)[::-1], atol=1e-4)


def loss_of(at: Moment) -> np.ndarray:
    """(T, units): what the loss, or the layer above, sends straight to the output."""
    return single(at.run.grad(at.cell.output, into="loss"))


def check_map(heard: Listener, window: MainWindow, at: Moment, theme: Theme) -> None:
    panel = window.panels["map"]
    facts = heard.of(panel, "picture")
    cells = {(fact.step, fact.unit): fact for fact in told(facts, "cell")}
    flow = at.run.flow(panel.name, norm="rms")
    assert cells.keys() == {(t, k) for t in range(at.run.steps) for k in range(t + 1)}
    for (t, k), fact in cells.items():
        if math.isfinite(flow[t, k]):
            assert fact.value == pytest.approx(flow[t, k], abs=1e-9)
    check_map_colors(list(cells.values()), texts(facts), theme)
    assert [fact.step for fact in told(heard.of(panel, "live"), "present")] == [at.step]


def check_map_colors(cells: list[Fact], said: list[str], theme: Theme) -> None:
    """From the ground to the accent in equal steps of the logarithm; the scale says where it begins and ends."""
    ground = between(theme.panel, theme.line, 0.35)
    odd = {"zero": theme.panel, "overflow": theme.forget, "nan": theme.error}
    for fact in cells:
        kinds = {"zero": fact.value == -math.inf, "overflow": fact.value == math.inf, "nan": math.isnan(fact.value)}
        assert fact.word == next((kind for kind, here in kinds.items() if here), "")
        assert not fact.word or close(fact.color, odd[fact.word])
    plain_ones = [fact for fact in cells if not fact.word]
    decades = [int(text[2:].translate(UP) or 1) for text in said if re.fullmatch("10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*", text)]
    low, high = min(decades), max(decades)
    assert all(low - 0.2 <= fact.value <= high + 0.2 for fact in plain_ones)
    for fact in plain_ones:  # a scale may end a little beyond its last decade
        share = (fact.value - low) / max(1, high - low)
        near = [between(ground, theme.accent, share + off) for off in np.linspace(-0.2, 0.2, 41)]
        assert any(close(fact.color, color) for color in near), (fact, low, high)


def check_spectrum(heard: Listener, window: MainWindow, at: Moment, theme: Theme) -> None:
    panel = window.panels["spectrum"]
    if panel.bars:
        check_sizes(heard.of(panel, "picture"), at, theme)
        return
    dots = told(heard.of(panel, "picture"), "eigenvalue")
    wanted = np.linalg.eigvals(at.run.jacobian(t=at.step))
    (title,) = told(heard.of(panel, "picture"), "title")
    states = memory(at.cell)
    together = "s" if len(states) > NAMED else f"({', '.join(states)})" if len(states) > 1 else states[0]
    assert title.word.startswith(f"∂{together}")
    assert sorted(map(abs, (fact.value for fact in dots))) == pytest.approx(sorted(map(abs, wanted)), abs=1e-7)
    for fact in dots:
        assert fact.color == (theme.forget if abs(fact.value) > 1 + 1e-12 else theme.hidden).name()
    radius = float(np.abs(wanted).max(initial=0.0))
    assert not dots or f"ρ = {plain(radius)}" in texts(heard.of(panel, "picture"))


def memory(cell: Cell) -> tuple[str, ...]:
    """The states, the output first; the output where there is none."""
    return (*(s for s in cell.states if s == cell.output), *(s for s in cell.states if s != cell.output)) or (
        cell.output,
    )


def check_sizes(facts: list[Fact], at: Moment, theme: Theme) -> None:
    """What arrives at each state, what it is with this step's own, what goes back: sizes of gradients."""
    found = [(fact.of, fact.word, fact.value) for fact in told(facts, "size")]
    wanted = []
    for state in sorted(at.cell.states, key=at.cell.output.__eq__):
        back, whole = at.grad(f"{state}_prev"), at.grad(state)
        later = back[at.step + 1] if at.step + 1 < at.run.steps else 0 * back[0]
        parts = (("arriving", later), ("in all", whole[at.step]), ("back", back[at.step]))
        wanted += [(state, word, float(np.linalg.norm(part))) for word, part in parts]
    if len(found) < len(wanted) and len(at.cell.states) > NAMED:  # of many states there is room for one number each
        wanted = [row for row in wanted if row[1] == "in all"]
    assert [(state, word) for state, word, _ in found] == [(state, word) for state, word, _ in wanted]
    for (_, _, log), (state, word, size) in zip(found, wanted, strict=True):
        assert (10**log if math.isfinite(log) else 0.0) == pytest.approx(size, rel=1e-6, abs=1e-280), (state, word)
    numbers = [text for text in texts(facts) if re.match(r"^[\d.]", text)]
    assert numbers == [size_text(log, 1) for _, _, log in found]


# transport -------------------------------------------------------------------------------------------------


def check_counter(heard: Listener, window: MainWindow, at: Moment) -> None:
    counter = window.findChild(Counter)
    said = texts(heard.of(counter, "counter"))
    assert said[:2] == [f"t = {at.step + 1}", f" / {at.run.steps}"]
    assert (len(said) == 3 and said[2] != "") == (at.cursor.way == "backward") or len(said) == 2
