"""Every number of a document has two limits: what stands on them is read, what stands beyond is refused by name."""

import json
import re
from functools import reduce
from typing import Any

import pytest

from rnnviz.io.document import DocumentError, decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.model.document.comparing import Comparing
from rnnviz.model.document.snapshots import Snapshot, Snapshots
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from tests.trained import slots, writing

WORDS = words_sequence([f"w{i % 3}" for i in range(10)])
SETUP = Setup(
    (LayerChoice("lstm", hidden=3, direction="both"),), sequence=WORDS, silent=1,
    readout=Readout("softmax", ("good", "bad")), loss=Loss("squared", (0, 2)),
    targets=(Target(0, "", (0.5, 1.0)), Target(2, "", (0.0, 0.25))), holds=(Hold("f", 0.5, 1, 2),),
).with_weights(seed=3, gain=2.0, keep_bias=1.0)  # fmt: skip
COMPARING = Comparing(frozenset(["seed"]), 1, 7, (1, 0))
KEPT = Snapshots((Snapshot("one", Setup()), Snapshot("two", SETUP)), 1)
AT = Cursor(1, 2, "backward", "line", 0, "backward")
RAW = json.loads(encode(Saved(SETUP, AT, 2, (Setup.of("gru"),), 1, COMPARING, KEPT)))
FIRST = ("simulations", 1)  # the front one, which is 1
LIMITS = [
    (("front",), 0, 1), (("unit",), 0, 63), (("cursor", "step"), 0, 1999), (("cursor", "line"), 0, 999),
    (("cursor", "layer"), 0, 3), ((*FIRST, "silent"), 0, 1990), ((*FIRST, "vectors"), 0, 64),
    ((*FIRST, "input_scale"), 0.01, 10.0), ((*FIRST, "weights", "seed"), 0, 999_999),
    ((*FIRST, "weights", "gain"), 0.0, 4.0), ((*FIRST, "weights", "keep_bias"), -4.0, 6.0),
    ((*FIRST, "layers", 0, "hidden"), 1, 64), ((*FIRST, "loss", "steps", 1), 1, 10),
    ((*FIRST, "targets", 1, "step"), 0, 10), ((*FIRST, "targets", 1, "values", 0), -1e6, 1e6),
    ((*FIRST, "holds", 0, "value"), -1e6, 1e6), ((*FIRST, "holds", 0, "first"), 0, 2),
    ((*FIRST, "holds", 0, "last"), 1, 1999), ((*FIRST, "holds", 0, "layer"), 0, 0),
    (("compare", "large"), 0, 1), (("compare", "back"), 1, 2000),
    (("ghost",), 0, 1), (("snapshots", 1, "run", "silent"), 0, 1990),
]  # fmt: skip


def changed(place: tuple[str | int, ...], to: Any) -> bytes:
    raw = json.loads(json.dumps(RAW))
    reduce(lambda table, name: table[name], place[:-1], raw)[place[-1]] = to
    return json.dumps(raw).encode()


def refusal(place: tuple[str | int, ...], to: Any) -> str:
    """Why a document with this in this place is not read; nothing where it is."""
    try:
        decode(changed(place, to), "x.rnnviz")
    except DocumentError as refused:
        return str(refused)
    return ""


def test_the_document_that_is_changed_is_one() -> None:
    assert refusal(("unit",), 2) == ""


@pytest.mark.parametrize(("place", "low", "high"), LIMITS, ids=str)
def test_a_number_on_its_limit_is_read_and_one_beyond_it_is_not(
    place: tuple[str | int, ...], low: float, high: float
) -> None:
    beyond = 1 if isinstance(low, int) else 1e-3
    assert not [words for words in (refusal(place, low), refusal(place, high)) if "must be" in words]
    for wrong in (low - beyond, high + beyond):
        name = next(part for part in reversed(place) if isinstance(part, str))
        assert re.search(f"{name}|ends before it", refusal(place, wrong))


@pytest.mark.parametrize(
    ("place", "to", "words"),
    [
        ((*FIRST, "dtype"), 64, "dtype"), ((*FIRST, "silent"), "1", "silent"), ((*FIRST, "silent"), True, "silent"),
        ((*FIRST, "silent"), 1.5, "silent"), ((*FIRST, "input_scale"), "1", "input_scale"),
        ((*FIRST, "input_scale"), True, "input_scale"), ((*FIRST, "input_scale"), None, "input_scale"),
        ((*FIRST, "layers"), {}, "layers"), ((*FIRST, "weights"), [], "weights"), ((*FIRST, "weights"), 3, "weights"),
        ((*FIRST, "weights", "keep_bias"), "low", "keep_bias"), ((*FIRST, "weights", "seed"), 1.5, "seed"),
        (("cursor", "pass"), "sideways", "pass"), (("cursor", "grain"), "word", "grain"),
        (("cursor", "way"), "up", "way"), ((*FIRST, "dtype"), "float16", "dtype"),
        ((*FIRST, "layers"), [], "layers"), ((*FIRST, "layers"), RAW["simulations"][1]["layers"] * 5, "layers"),
        ((*FIRST, "layers", 0, "merge"), "mean", "merge"), ((*FIRST, "loss", "kind"), "cubed", "kind"),
        ((*FIRST, "loss", "at"), "first", "at"), ((*FIRST, "loss", "at"), "every", "steps"),
        ((*FIRST, "loss", "steps"), [], "steps"), ((*FIRST, "readout", "kind"), "linear?", "kind"),
        ((*FIRST, "readout", "kind"), "none", "answers"), ((*FIRST, "readout", "answers"), [], "answers"),
        ((*FIRST, "readout", "answers"), [f"a{i}" for i in range(65)], "answers"),
        ((*FIRST, "readout", "answers"), ["good", ""], "answers"),
        ((*FIRST, "readout", "answers"), ["good", "b" * 41], "answers"),
        ((*FIRST, "targets", 0, "answer"), "b" * 41, "answer"),
        ((*FIRST, "targets", 0, "values"), [0.0] * 65, "values"),
        ((*FIRST, "holds"), RAW["simulations"][1]["holds"] * 501, "holds"),
        ((*FIRST, "holds", 0, "line"), "q", "q"), ((*FIRST, "holds", 0, "first"), 3, "3"),
        ((*FIRST, "holds", 0, "way"), "up", "way"), (("simulations",), [], "simulations"),
        (("simulations",), RAW["simulations"][:1] * 5, "simulations"),
        ((*FIRST, "sequence", "note"), "n" * 601, "note"), ((*FIRST, "sequence", "note"), "a\nb", "note"),
        ((*FIRST, "sequence", "note"), 3, "note"), (("compare",), [], "compare"),
        (("snapshots", 0, "name"), "", "name"), (("snapshots", 0, "name"), "n" * 41, "name"),
        (("snapshots", 0, "name"), "a\nb", "name"), (("snapshots",), RAW["snapshots"] * 7, "snapshots"),
        (("ghost",), "one", "ghost"),
        (("compare", "own"), ["sead"], "sead"), (("compare", "pair"), [1], "two different"),
        (("compare", "pair"), [0, 2], "entry 2 is 2"),
        (("compare", "pair"), [1, 1], "two different"), (("compare", "large"), "1", "large"),
    ],
    ids=lambda v: str(v)[:40],
)  # fmt: skip
def test_what_does_not_belong_there_is_refused_by_name(place: tuple[str | int, ...], to: Any, words: str) -> None:
    said = refusal(place, to)
    assert said.startswith("x.rnnviz") and words in said


TAUGHT = json.loads(encode(Saved(slots())))


def refusal_of(place: tuple[str | int, ...], to: Any) -> str:
    """Why the document of a trained network with this in this place is not read; nothing where it is."""
    raw = json.loads(json.dumps(TAUGHT))
    reduce(lambda table, name: table[name], ("simulations", 0, *place[:-1]), raw)[place[-1]] = to
    try:
        decode(json.dumps(raw).encode(), "x.rnnviz")
    except DocumentError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("place", "to", "words"),
    [
        (("learned", "task"), "", "task"), (("learned", "task"), 3, "task"), (("learned", "updates"), -1, "updates"),
        (("learned", "seed"), 10**6, "seed"), (("learned", "tolerance"), -0.1, "tolerance"),
        (("learned", "settings"), [{"name": "a", "value": 1}] * 17, "settings"),
        (("learned", "settings"), [{"name": "a", "value": 0.5}], "value"), (("learned",), {"task": "a"}, "updates"),
        (("learned",), 3, "table"), (("learned", "words"), ["I", "I"], "twice"),
        (("learned", "words", 0), "", "words"),
        (("learned", "words"), ["w"] * 401, "words"), (("learned", "words", 0), "Ich", "not in the vocabulary"),
        (("weights", "given"), [], "some of them are not given"), (("twin", "swaps"), [], "swaps"),
        (("twin", "swaps", 0, "step"), 9, "step"), (("twin", "swaps", 0, "word"), "Berlin", "Berlin"),
        (("twin", "swaps", 0, "word"), " ", "cannot be shown"), (("twin", "targets", 0, "step"), 9, "step"),
        (("unremembered",), 1, "unremembered"),
    ],
    ids=lambda v: str(v)[:40],
)  # fmt: skip
def test_what_was_not_trained_so_is_refused_by_name(place: tuple[str | int, ...], to: Any, words: str) -> None:
    said = refusal_of(place, to)
    assert said.startswith("x.rnnviz") and words in said


WRITTEN = json.loads(encode(Saved(writing())))
LETTER = WRITTEN["simulations"][0]["readout"]["answers"].index("o")


@pytest.mark.parametrize(
    ("place", "to", "words"),
    [
        (("prediction", "temperature"), 2.1, "temperature"), (("prediction", "temperature"), "hot", "temperature"),
        (("prediction", "seed"), -1, "seed"), (("prediction", "written"), 19, "written"),
        (("prediction", "written"), -1, "written"), (("prediction", "ended"), "stop", "stop"),
        (("prediction",), 3, "prediction"), (("prediction", "draws"), 3, "draws"),
        (("readout", "answers", LETTER), "oo", "must be one of"),
    ],
    ids=lambda v: str(v)[:40],
)  # fmt: skip
def test_what_was_not_written_so_is_refused_by_name(place: tuple[str | int, ...], to: Any, words: str) -> None:
    raw = json.loads(json.dumps(WRITTEN))
    reduce(lambda table, name: table[name], ("simulations", 0, *place[:-1]), raw)[place[-1]] = to
    with pytest.raises(DocumentError, match=words):
        decode(json.dumps(raw).encode(), "x.rnnviz")


def test_a_trained_network_comes_back_as_it_was() -> None:
    assert decode(encode(Saved(slots())), "x.rnnviz").setup == slots()
