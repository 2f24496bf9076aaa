"""Every refusal that the tests of files and tables provoke, to the letter: `python -m tests.io.refusals` keeps them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.io.document import decode
from rnnviz.io.refused import FileRefusal
from rnnviz.io.sequences import parse_pasted, read_sequence
from rnnviz.io.weights import load_weights
from tests.io import test_document, test_sequences, test_weights
from tests.io.formats import test_first, test_second

KEPT = Path(__file__).with_name("refusals.json")


def given(test: Any) -> list[tuple[Any, ...]]:
    """What a parametrised test is asked with."""
    (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]
    return [tuple(getattr(values, "values", values)) for values in mark.args[1]]


def said(act: Callable[[], object]) -> str:
    try:
        act()
    except (FileRefusal, ValueError) as refused:
        return str(refused)
    return ""


def documents() -> Iterator[str]:
    for place, low, high in test_second.LIMITS:
        beyond = 1 if isinstance(low, int) else 1e-3
        for wrong in (low - beyond, high + beyond):
            yield test_second.refusal(place, wrong)
    for place, to, _ in given(test_second.test_what_does_not_belong_there_is_refused_by_name):
        yield test_second.refusal(place, to)
    for place, to, _ in given(test_second.test_what_was_not_trained_so_is_refused_by_name):
        yield test_second.refusal_of(place, to)
    for values, _ in test_first.REFUSED:
        yield said(lambda values=values: decode(test_first.changed(**values), "a.rnnviz"))
    for data, _ in given(test_document.test_bytes_that_are_no_document):
        yield said(lambda data=data: decode(data, "a.rnnviz"))


def sequences(folder: Path) -> Iterator[str]:
    for text, _ in given(test_sequences.test_pasted_text_that_is_refused):
        yield said(lambda text=text: parse_pasted(text))
    for name, data, _ in given(test_sequences.test_files_that_are_refused):
        (folder / name).write_bytes(data)
        yield said(lambda name=name: read_sequence(folder / name))
    for array, _ in given(test_sequences.test_arrays_that_are_refused):
        if array.dtype == np.longdouble:
            continue  # its name is another one on every machine
        np.save(folder / "a.npy", array)
        yield said(lambda: read_sequence(folder / "a.npy"))


def weights(folder: Path) -> Iterator[str]:
    for _, names, to in given(test_weights.test_refusals):
        table = json.loads(test_weights.FIRST.read_text())
        test_weights.change(table, *names, to=to)
        (folder / "wrong.json").write_text(json.dumps(table))
        yield said(lambda: load_weights(folder / "wrong.json"))


def refused() -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        return [*documents(), *sequences(Path(name)), *weights(Path(name))]


if __name__ == "__main__":
    KEPT.write_text(json.dumps(refused(), ensure_ascii=False, indent=0) + "\n", "utf-8")
