"""What is understood of files and pasted text, and what is written: subjects of `tests.kept.answers`."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from rnnviz.io import cells, kinds, own_data, sequences, weights
from rnnviz.io.document import decode, encode, load
from rnnviz.io.examples import EXAMPLES
from rnnviz.io.formats.saved import Saved
from rnnviz.io.tables.choosing import done_to, sequence_of
from rnnviz.io.tables.preview import Choices, Preview, proposed, questions
from rnnviz.io.tables.remembered import recalled, remember_choices
from rnnviz.io.tables.values import is_missing, is_moment, number_in
from rnnviz.io.trained import SUFFIX, load_trained, trained_names
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.resources import asset

TESTS = Path(__file__).parents[1]
CASES, GOLDEN = TESTS / "cases" / "files", TESTS / "io" / "golden"
CELLS = (
    "1", "-2.5", "0,5", "1.234,5", "1,234.5", "", "nan", "n/a", "x", "12:30", "2020-01-05", "45%", "$3", "true",
    "1e400",
)  # fmt: skip
ROWS = (
    "{0}\n{1}\n{2}", "{0},{1}\n{1},{2}\n{2},{0}", "a;b\n{0};{1}\n{2};{0}", "a\tb\tlabel\n{0}\t{1}\tu\n{2}\t{1}\tv",
    "id,v\n1,{0}\n2,{1}\n3,{2}", "{0} {1} {2}", '"{0}","{1}"\n"{2}","{0}"', "# note\n{0}|{1}\n{1}|{2}\n\n",
    "text,class\nthe film was {0},good\nnot {1} at all,bad",
)  # fmt: skip


def refused(ask: Callable[[], Any]) -> Any:
    """An answer, or the sentence with which it is refused."""
    try:
        return ask()
    except ValueError as wrong:
        return f"{type(wrong).__name__}: {wrong}"


def understood(found: Any) -> Iterator[Any]:
    """All that is known of a table, and what comes of its choices."""
    if not isinstance(found, Preview):
        yield found
        return
    yield found.header, found.separator, found.decimal, found.coding, found.skipped, found.rows, found.numeric
    yield [(c.name, c.kind, c.cells[:4], c.numbers[:4], c.lacking, c.too_large) for c in found.columns]
    first = proposed(found)
    yield first, questions(found)
    last = found.rows - 1
    ranges = ((0, last), (min(1, last), last), (0, max(0, last - 1)))
    for missing, standard, (low, high) in product(("refuse", "skip", "fill"), (False, True), ranges):
        choices = Choices(first.columns, low, high, missing, standard)
        yield refused(lambda c=choices: (sequence_of(found, c), done_to(found, c)))
    if found.grid is not None:
        yield from understood(replace(found.other_reading(), grid=None))


def from_outside() -> Iterator[Any]:
    """Tables people really have."""
    for path in sorted(CASES.iterdir()):
        found = refused(lambda path=path: sequences.preview_file(path))
        yield path.name, *understood(found)
        yield refused(lambda path=path: sequences.read_sequence(path))


def pasted() -> Iterator[Any]:
    """Short texts with all sorts of entries."""
    for i, row in enumerate(ROWS):
        for j in range(0, len(CELLS), 1 + i % 2):
            text = row.format(CELLS[j], CELLS[(2 * j + 3) % len(CELLS)], CELLS[(3 * j + 1) % len(CELLS)])
            yield text, *understood(refused(lambda text=text: sequences.preview_pasted(text)))
            yield refused(lambda text=text: sequences.parse_pasted(text))
    yield [(cell, is_missing(cell), is_moment(cell), *(number_in(cell, d) for d in ("", ".", ","))) for cell in CELLS]


def chosen_before() -> Iterator[Any]:
    """Choices are remembered for tables that look alike, and only as far as they fit."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _chosen_before(Path(folder))


def _chosen_before(folder: Path) -> Iterator[Any]:
    tables = [sequences.preview_pasted(f"a,b,c\n1,{k},3\n4,5,x\n6,7,8") for k in ("2", "n", "")]
    for number, found in enumerate(tables):
        assert isinstance(found, Preview)
        yield recalled(folder, found)
        remember_choices(folder, found, Choices((number,), number, 2, "skip", number == 1))
        yield [recalled(folder, other) for other in tables if isinstance(other, Preview)]


def documents() -> Iterator[Any]:
    """Documents as they are written, read, and written again."""
    words = parse_sequence("so it was not good")
    one = Setup.of("lstm", sequence=words, holds=(Hold("f", 0.5, 1, 2),)).with_edit(Edit("b_f", (1,), 2.0))
    net = Setup((LayerChoice("gru", hidden=3, direction="both"), LayerChoice("rnn")), sequence=words)
    asked = replace(net, readout=Readout("softmax", ("a", "b")), targets=(Target(4, "b"),), loss=Loss("cross_entropy"))
    numbers = Setup.of("rnn", sequence=parse_sequence("1 2\n3 4"), input_scale=2.0, silent=3).with_weights(gain=1.5)
    for saved in (
        Saved(one, Cursor(2, 3, "backward", "line"), 4), Saved(asked, Cursor(1, 0, "forward", "stage", 0, "backward")),
        Saved(numbers, beside=(one, net), place=1), Saved(one, Cursor(99, 99), 99),
    ):  # fmt: skip
        data = encode(saved)
        again = refused(lambda data=data: decode(data, "a.rnnviz"))
        yield data.decode(), again == saved, again if isinstance(again, str) else encode(again) == data
    for path in sorted(GOLDEN.glob("*.rnnviz")):
        yield path.name, hashlib.sha256(encode(load(path))).hexdigest()
    for example in EXAMPLES.values():
        yield example.key, hashlib.sha256(encode(example.load())).hexdigest()


def trained() -> Iterator[Any]:
    """Networks that come with the program."""
    for name in trained_names():
        found = weights.load_weights(asset("weights", f"{name}{SUFFIX}"))
        yield name, found.settings, found.reached
        setup = load_trained(name)
        yield setup.layers, setup.sequence, setup.readout, setup.loss, setup.targets


def names() -> Iterator[Any]:
    """Names of files, and what opens as what."""
    for name in ("LSTM", "a b/c", "..x..", "", "ä" * 3, "x" * 99, "(my) cell-2+", "_"):
        yield name, cells.file_name(name)
    for name in ("a.rnnviz", "b.TOML", "c.csv", "d.npy", "e", "f.tar.gz", ".txt", "g.png", "h.xls", "i.pt", "j.pdf"):
        yield name, refused(lambda name=name: kinds.kind_of(name)), kinds.unreadable(name)
    yield [kinds.patterns(opens) for opens in (kinds.EXPERIMENT, kinds.CELL, kinds.SEQUENCE)], kinds.patterns()
    for text in ("", "it's (not) good, is it?", "a.b;c!  d", "我不喜欢。"):
        yield own_data.words_of(text)


SUBJECTS: dict[str, Callable[[], Iterator[Any]]] = {
    "files from outside": from_outside, "files pasted": pasted, "files chosen before": chosen_before,
    "files of documents": documents, "files trained": trained, "files by name": names,
}  # fmt: skip
