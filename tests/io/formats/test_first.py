"""Format 1: it is read for ever, and what is wrong in it is refused in its own words."""

import json

import pytest

from rnnviz.io.document import DocumentError, decode
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.runs import runs_of

TABLE = {
    "format": "rnnviz/1",
    "setup": {
        "cell_key": "lstm", "sequence": {"kind": "words", "words": ["to", "arrive"]}, "hidden": 4, "seed": 0,
        "gain": 1.0, "input_scale": 1.0, "silent": 0, "vectors": 0, "loss": "last",
        "holds": [{"line": "f", "value": 1.0, "first": 0, "last": 1}],
        "edits": [{"name": "W_f", "index": [3, 9], "value": 0.5}],
    },
    "cursor": {"step": 0, "line": 0, "direction": "forward", "grain": "step"},
}  # fmt: skip


def changed(**values: object) -> bytes:
    """The file of a document with some fields replaced: setup__hidden=65; a field set to ... is dropped."""
    table = json.loads(json.dumps(TABLE))
    for path, value in values.items():
        *parents, name = [int(key) if key.isdigit() else key for key in path.split("__")]
        place = table
        for key in parents:
            place = place[key]
        if value is ...:
            del place[name]
        else:
            place[name] = value
    return json.dumps(table).encode()


@pytest.mark.parametrize(
    "where, value, says",
    [
        (("setup", "above"), [{"cell_key": "lstm", "hidden": 99}], "setup.above, entry 1: hidden is 99"),
        (("setup", "above"), [{"cell_key": "lsmt", "hidden": 9}], "lstm"),
        (("setup", "above"), [{"cell_key": "lstm", "hidden": 2}] * 4, "from 0 to 3"),
        (("setup", "above"), [{"cell_key": "lstm", "hidden": 2, "direction": "up"}], "forward, backward, both"),
        (("setup", "merge"), "mix", "concat, sum"),
        (("setup", "dtype"), "int8", "float64, float32"),
        (("setup", "holds"), [{"line": "f", "value": 1.0, "layer": 1}], "setup.holds, entry 1: layer is 1"),
        (("setup", "edits"), [{"name": "b_f", "index": [0], "value": 1.0, "way": "backward"}], "way is “backward”"),
        (("cursor", "way"), "up", "forward, backward"),
    ],
)
def test_wrong_layers_are_refused_in_words(where: tuple[str, str], value: object, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(changed(**{"__".join(where): value}), "a.rnnviz")
    assert says in str(caught.value)


REFUSED = [
    ({"format": "rnnviz/3"}, "newer rnnviz"),
    ({"format": "rnnviz/0"}, "no rnnviz document"),
    ({"format": 1}, "no rnnviz document"),
    ({"setup__hidden": 65}, "setup.hidden is 65, but must be from 1 to 64"),
    ({"setup__hidden": 0}, "setup.hidden is 0"),
    ({"setup__hidden": 4.5}, "setup.hidden must be a whole number, not a number"),
    ({"setup__hidden": "4"}, "setup.hidden must be a whole number, not a text"),
    ({"setup__hidden": True}, "setup.hidden must be a whole number, not true or false"),
    ({"setup__hidden": ...}, "setup has no “hidden”"),
    ({"setup__hiden": 4}, "“hiden” that is not known: did you mean hidden?"),
    ({"unitt": 4}, "“unitt” that is not known: did you mean unit?"),
    ({"setup__seed": -1}, "setup.seed is -1, but must be from 0 to 999,999"),
    ({"setup__gain": 4.5}, "setup.gain is 4.5, but must be from 0 to 4"),
    ({"setup__keep_bias": 99}, "setup.keep_bias is 99"),
    ({"setup__input_scale": 0}, "setup.input_scale is 0"),
    ({"setup__vectors": 1000}, "setup.vectors is 1,000"),
    ({"setup__silent": 1999}, "the sequence with setup.silent is 2,001, but must be from 1 to 2,000"),
    ({"setup__silent": -1}, "setup.silent is -1"),
    ({"setup__loss": "first"}, "setup.loss is “first”, but must be one of last, every"),
    ({"setup__cell_key": "lstn"}, "did you mean lstm?"),
    ({"setup__cell_text": ["name = 'x'"]}, "the file has no “equations”"),
    ({"setup__cell_text": ["name = 'x'", "equations = 'h = W @ x'"]}, "no line of x"),
    ({"setup__cell_text": "h = 1"}, "setup.cell_text must be a list, not a text"),
    ({"setup__sequence__kind": "noise"}, "setup.sequence.kind is “noise”"),
    ({"setup__sequence__kind": "sine"}, "cannot have “words”"),
    ({"setup__sequence__words": []}, "The sequence is empty"),
    ({"setup__sequence__words": ["a" * 41]}, "too long for a word"),
    ({"setup__sequence__words": ["\ud800"]}, "half a character"),
    ({"setup__sequence": {"kind": "numbers", "rows": [[1], [2, 3]]}}, "Step 2 has 2 numbers"),
    ({"setup__sequence": {"kind": "numbers", "rows": [[1], ["2"]]}}, "entry 2, entry 1 must be a number, not a text"),
    ({"setup__sequence": {"kind": "sine", "length": 2001}}, "1 to 2,000 steps"),
    ({"setup__holds__0__line": "k"}, "setup.holds, entry 1 holds “k”, which is no line of LSTM"),
    ({"setup__holds__0__line": "shwn"}, "did you mean shown?"),
    ({"setup__holds__0__first": 2}, "begins at step 2 and ends before it, at 1"),
    ({"setup__holds__0__last": 2000}, "last is 2,000, but must be from 0 to 1,999"),
    ({"setup__holds__0__value": 1e7}, "value is 10,000,000, but must be from -1,000,000 to 1,000,000"),
    ({"setup__edits__0__name": "W_x"}, "setup.edits, entry 1 names “W_x”, which is no parameter of LSTM"),
    ({"setup__edits__0__index": [4, 0]}, "its size is 4 × 10"),
    ({"setup__edits__0__index": [0, -1]}, "its size is 4 × 10"),
    ({"setup__edits__0__index": [0]}, "its size is 4 × 10"),
    ({"setup__edits__0__name": "b_f"}, "its size is 4, counted from 0"),
    ({"setup__edits__0__extra": 1}, "entry 1 has a field “extra”"),
    ({"cursor": None}, "cursor must be a table, not nothing"),
    ({"cursor__step": -1}, "cursor.step is -1"),
    ({"cursor__grain": "word"}, "one of step, stage, line"),
    ({"cursor__direction": "up"}, "one of forward, backward"),
    ({"unit": 64}, "unit is 64"),
]


@pytest.mark.parametrize(("values", "words"), REFUSED, ids=lambda v: str(v)[:40])
def test_a_wrong_field_is_named_with_its_limit(values: dict[str, object], words: str) -> None:
    with pytest.raises(DocumentError) as refused:
        decode(changed(**values), "lecture.rnnviz")
    assert words in str(refused.value)
    assert str(refused.value).startswith("lecture.rnnviz: ")


def test_a_place_behind_the_end_is_brought_inside() -> None:
    document = decode(changed(cursor__step=99, cursor__line=99, unit=60), "x")
    assert (document.cursor.step, document.cursor.line, document.unit) == (1, 8, 3)


def test_holds_behind_the_end_are_read_and_hold_nothing() -> None:
    document = decode(changed(setup__holds__0__last=1500), "x")
    assert document.setup.holds == (Hold("f", 1.0, 0, 1500),)
    assert runs_of(document.setup)[0][0].steps == 2


def test_a_strangers_cell_cannot_eat_the_memory() -> None:
    many = [f"q{i} = tanh({' + '.join(['h_prev'] * 30)} + {' * '.join(['h_prev'] * 30)})" for i in range(60)]
    big = {"setup__silent": 1990, "setup__hidden": 64, "setup__holds": [], "setup__edits": []}
    lines = ["name = 'greedy'", "equations = '''", *many, "h = tanh(W @ x)", "'''"]
    with pytest.raises(DocumentError, match=r"would keep [\d,]+ numbers; the limit is 40,000,000"):
        decode(changed(setup__cell_text=lines, **big), "x")
    many = [f"q{i} = tanh(W_{i} @ x + U_{i} @ h_prev + b_{i})" for i in range(60)]
    lines = ["name = 'greedy'", "equations = '''", *many, "h = tanh(W @ x)", "'''"]
    with pytest.raises(DocumentError, match="number of parameters of the cell is 181, but must be from 0 to 128"):
        decode(changed(setup__cell_text=lines, setup__holds=[], setup__edits=[]), "x")
