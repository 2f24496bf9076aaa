"""What a pinned card says: the spread of its vector, its formula, and the products each term is made of."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from rnnviz.model.figures.numbers import read_number
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import Listener
from rnnviz.view.window.main_window import MainWindow
from tests.model.reading.printed import allowed, python, slack, worked_out
from tests.view.conftest import Make, settle
from tests.view.oracle.story import SETUPS, moment, simulation


@pytest.fixture
def seen(make_window: Make) -> MainWindow:
    window = make_window(SETUPS["lstm"])
    window.resize(1920, 1080)
    return window


def said(window: MainWindow, heard: Listener, key: str) -> list[str]:
    """All that is written on a card, from the top down."""
    settle()
    window.grab()
    facts = heard.of(window.inspector.cards[key], "card")
    return [typeset.plain(f.value) if f.what == "maths" else f.word for f in facts if f.what in ("maths", "text")]


def close_to(text: str, value: float) -> bool:
    clean = python(text).strip("()-")
    return abs(float(clean) - abs(value)) <= slack(clean) * (1 + 1e-9) + 1e-12


NAMES = ("line:f", "line:g", "line:c", "line:h", "in:c_prev", "out:h")


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_spread_and_the_formula(seen: MainWindow, heard: Listener, direction: str) -> None:
    shown = simulation(seen)
    shown.set_pass(direction)
    for step, unit, key in zip((1, 2, 3, 4, 2, 0), range(6), NAMES, strict=True):
        shown.go_to_step(step)
        shown.select(unit=unit, pins=(key,))
        words, at, name = said(seen, heard, key), moment(seen), key.partition(":")[2]
        spreads = [word for word in words if word.startswith("min ")]
        vectors = [at.grad(name)[step]] if direction == "backward" else []
        vectors.append(at.value(name))
        assert len(spreads) == len(vectors)
        for text, values in zip(spreads, vectors, strict=True):
            found = re.fullmatch(r"min (\S+)   mean (\S+)   max (\S+)", text)
            assert found is not None
            for number, value in zip(found.groups(), (values.min(), values.mean(), values.max()), strict=True):
                assert close_to(number, float(value)), (text, value)
        heads = [i for i, word in enumerate(words) if word.startswith(("value", "total", "arriving"))]
        for begin, values in zip(heads, vectors, strict=True):
            check_formula(words[begin:], float(values[unit]))


def check_formula(words: list[str], value: float) -> None:
    """head = symbols = numbers = value: sides that are numbers are equal, the last one is the unit's."""
    begin = words.index("=")
    sides, signs = [words[begin - 1]], list[str]()
    for sign, side in zip(words[begin::2], words[begin + 1 :: 2], strict=False):
        if sign not in ("=", "≈"):
            break
        signs.append(sign)
        sides.append(side)
    numeric = [re.sub("[a-z_]+\u2005|via ", "", side) for side in sides]
    pure = [side for side in numeric if not re.search(r"[^\W\d]", re.sub("σ|tanh|loss", "", side))]
    for sign, (left, right) in zip(signs[len(sides) - len(pure) :], pairwise(pure), strict=False):
        if sign == "=" and "loss" not in left:
            a, b = python(left), python(right)
            assert abs(worked_out(a) - worked_out(b)) <= allowed(b), words
    assert close_to(sides[-1], value), (words, value)


@pytest.mark.parametrize("name", ["f", "g"])
def test_the_products_of_a_term(seen: MainWindow, heard: Listener, name: str) -> None:
    shown = simulation(seen)
    for step, unit in ((0, 0), (2, 3), (4, 7)):
        shown.go_to_step(step)
        shown.select(unit=unit, pins=(f"line:{name}",))
        words, at = said(seen, heard, f"line:{name}"), moment(seen)
        params = at.run.experiment.params
        terms = {f"W_{name}\u2009x_t": (params[f"W_{name}"][unit], at.value("x")),
                 f"U_{name}\u2009h_t−1": (params[f"U_{name}"][unit], at.value("h_prev"))}  # fmt: skip
        for title, (weights, values) in terms.items():
            check_products(words[words.index(title) + 1 :], weights, values, list(shown.setup.columns))


def check_products(words: list[str], weights: np.ndarray, values: np.ndarray, columns: list[str]) -> None:
    """total, then rows "product = value × weight, of which", then how many others and what they add."""
    assert close_to(words[0], float(weights @ values))
    rest, places = words[1:], list[int]()
    while len(rest) > 5 and rest[1] == "=" and rest[3] == "×":
        product, _, value, _, weight, label = rest[:6]
        place = int(label[2:]) - 1 if label.startswith("h_") else columns.index(label)
        places.append(place)
        assert close_to(value, float(values[place])) and close_to(weight, float(weights[place])), rest[:6]
        assert close_to(product, float(values[place] * weights[place])), rest[:6]
        sign = read_number(product) or 0.0
        assert sign == 0 or (sign > 0) == (values[place] * weights[place] > 0)
        rest = rest[6:]
    assert places or not (weights * values).any()
    others = re.fullmatch(r"▸ (\d+) others?", rest[0]) if rest else None
    if others is not None:
        left = np.delete(weights * values, places)
        assert int(others[1]) == len(left) and close_to(rest[1], float(left.sum()))
    shown = np.abs(weights * values)[places]
    assert list(shown) == sorted(shown, reverse=True) or places == sorted(places)
