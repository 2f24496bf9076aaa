"""Documents: what is written is read back equal, and what is refused is refused in one sentence."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, EngineError, simulate
from rnnviz.io import checks
from rnnviz.io import document as documents
from rnnviz.io.document import DocumentError, Saved, decode, encode, load, save
from rnnviz.io.schema import CursorTable, EditTable, HoldTable, LayerTable, SequenceTable, SetupTable
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.sequence import SIGNALS, Sequence, numbers_sequence, signal_sequence, words_sequence
from rnnviz.model.setup.setup import GAIN, INPUT_SCALE, KEEP_BIAS, SEED, Setup
from rnnviz.model.story.cursor import GRAINS, Cursor

TYPED = """name = "Mine 我的"
equations = '''
g = sigmoid(W_g @ x + U_g @ h_prev + b_g)   # a "gate" \\ and [brackets
h = g * h_prev + (1 - g) * tanh(V @ x)      # {mixed
'''
"""
NUMBERS = st.floats(-1e6, 1e6)
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


def between(limits: tuple[float, float]) -> st.SearchStrategy[float]:
    return st.floats(*limits)


@st.composite
def sequences(draw: st.DrawFn) -> Sequence:
    kind = draw(st.sampled_from(("words", "numbers", *SIGNALS)))
    if kind == "words":
        return words_sequence(draw(st.lists(WORDS, min_size=1, max_size=12)))
    if kind == "numbers":
        width = draw(st.integers(1, 4))
        row = st.lists(NUMBERS, min_size=width, max_size=width)
        return numbers_sequence(draw(st.lists(row, min_size=1, max_size=8)))
    return signal_sequence(kind, draw(st.integers(1, 30)))


@st.composite
def holds(draw: st.DrawFn, setup: Setup) -> Hold:
    first, last = sorted((draw(st.integers(0, setup.steps - 1)), draw(st.integers(0, setup.steps - 1))))
    number = draw(st.integers(0, len(setup.layers) - 1))
    choice = setup.layers[number]
    line = draw(st.sampled_from([line.name for line in choice.cell.lines]))
    ends = draw(st.sampled_from([(first, last), (None, last), (first, None), (None, None)]))
    return Hold(line, draw(NUMBERS), *ends, number, draw(st.sampled_from(choice.ways)))


@st.composite
def edits(draw: st.DrawFn, setup: Setup) -> Edit:
    number = draw(st.integers(0, len(setup.layers) - 1))
    choice = setup.layers[number]
    name = draw(st.sampled_from(sorted(choice.cell.params)))
    sizes = {"input": len(setup.columns_of(number)), "hidden": choice.hidden, "output": choice.hidden}
    index = tuple(draw(st.integers(0, sizes[word] - 1)) for word in choice.cell.params[name])
    return Edit(name, index, draw(NUMBERS), number, draw(st.sampled_from(choice.ways)))


DIRECTIONS, MERGES = st.sampled_from(["forward", "backward", "both"]), st.sampled_from(["concat", "sum"])
LAYERS = st.builds(
    LayerChoice, st.sampled_from(sorted(CELLS)), st.sampled_from(["", TYPED]), st.integers(1, 5), DIRECTIONS, MERGES
)


@st.composite
def every_document(draw: st.DrawFn) -> Saved:
    setup = Setup(
        cell_key=draw(st.sampled_from(sorted(CELLS))),
        cell_text=draw(st.sampled_from(["", "", TYPED, TYPED.replace("\n", "\r\n")])),
        sequence=draw(sequences()),
        hidden=draw(st.integers(1, 9)),
        seed=draw(st.integers(*SEED)),
        gain=draw(between(GAIN)),
        keep_bias=draw(st.none() | between(KEEP_BIAS)),
        input_scale=draw(between(INPUT_SCALE)),
        silent=draw(st.integers(0, 20)),
        vectors=draw(st.sampled_from([0, 0, 2, 8])),
        loss=draw(st.sampled_from(["last", "every"])),
        direction=draw(st.sampled_from(["forward", "forward", "both"])),
        merge=draw(MERGES),
        above=tuple(draw(st.lists(LAYERS, max_size=2))),
        dtype=draw(st.sampled_from(["float64", "float32"])),
    )
    setup = replace(
        setup,
        holds=tuple(draw(st.lists(holds(setup), max_size=3))),
        edits=tuple(draw(st.lists(edits(setup), max_size=3))),
    )
    try:
        setup.experiment() if setup.alone else setup.network()
    except EngineError:
        reject()
    part = draw(st.sampled_from(setup.score.parts))
    cursor = Cursor(
        draw(st.integers(0, setup.steps - 1)),
        draw(st.integers(0, len(part.cell.lines) - 1)),
        draw(st.sampled_from(["forward", "backward"])),
        draw(st.sampled_from(GRAINS)),
        part.layer,
        part.way,
    )
    return Saved(setup, cursor, draw(st.integers(0, setup.layers[part.layer].hidden - 1)))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(every_document())
def test_what_is_written_is_read_back_equal(document: Saved) -> None:
    data = encode(document)
    assert decode(data, "a.rnnviz") == document
    assert encode(decode(data, "a.rnnviz")) == data


@pytest.mark.parametrize("scene", SCENES.values(), ids=lambda scene: scene.key)
def test_the_scenes_survive_a_file(scene: object, tmp_path: Path) -> None:
    document = Saved(scene.setup, scene.cursor, 3)
    save(tmp_path / "scene.rnnviz", document)
    assert load(tmp_path / "scene.rnnviz") == document


def test_a_document_from_before_there_were_layers_opens_as_one_layer() -> None:
    raw = json.loads(encode(Saved(Setup("gru", hidden=3, holds=(Hold("z", 0.5, 1, 2),)))))
    assert not {"direction", "merge", "above", "dtype"} & set(raw["setup"])
    assert not {"layer", "way"} & (set(raw["cursor"]) | set(raw["setup"]["holds"][0]))


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
    raw = json.loads(encode(Saved()))
    raw[where[0]][where[1]] = value
    with pytest.raises(DocumentError) as caught:
        decode(json.dumps(raw).encode(), "a.rnnviz")
    assert says in str(caught.value)


def test_nothing_a_user_can_choose_is_left_out_of_the_file() -> None:
    assert set(LayerTable.__struct_fields__) == {field.name for field in fields(LayerChoice)}
    assert set(HoldTable.__struct_fields__) == {field.name for field in fields(Hold)}
    assert set(EditTable.__struct_fields__) == {field.name for field in fields(Edit)}
    assert set(CursorTable.__struct_fields__) == {field.name.replace("pass_", "direction") for field in fields(Cursor)}
    assert set(SetupTable.__struct_fields__) == {field.name for field in fields(Setup)}
    assert set(SequenceTable.__struct_fields__) == {field.name for field in fields(Sequence)}
    assert {field.name for field in fields(Saved)} == {"setup", "cursor", "unit"}


def test_a_file_is_small_and_can_be_read_by_a_person() -> None:
    text = encode(Saved(Setup(cell_text=TYPED))).decode()
    assert '      "h = g * h_prev + (1 - g) * tanh(V @ x)      # {mixed",\n' in text
    assert '"cursor": {"step": 0, "line": 0, "direction": "forward", "grain": "step"}' in text
    assert len(encode(Saved())) < 700


def test_the_longest_experiment_fits_into_the_limit(tmp_path: Path) -> None:
    rows = [[-123456.123456789012 / (i + k + 1) for k in range(64)] for i in range(2000)]
    document = Saved(Setup(sequence=numbers_sequence(rows), hidden=64))
    save(tmp_path / "long.rnnviz", document)
    assert load(tmp_path / "long.rnnviz") == document


# refusals ------------------------------------------------------------------------------------------------------


def changed(**values: object) -> bytes:
    """The file of a document with some fields replaced: setup__hidden=65; a field set to ... is dropped."""
    setup = Setup(
        "lstm", sequence=words_sequence(["to", "arrive"]), hidden=4, holds=(Hold("f", 1.0, 0, 1),),
        edits=(Edit("W_f", (3, 9), 0.5),),
    )  # fmt: skip
    table = json.loads(encode(Saved(setup)))
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


REFUSED = [
    ({"format": "rnnviz/2"}, "newer rnnviz"),
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


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"hello", "is damaged at line 1, column 1"),
        (b"[]", "no rnnviz document"),
        (b"null", "no rnnviz document"),
        (b"\x89PNG\r\n", "byte 0 is not UTF-8 text"),
        (b"[" * 100_000, "nested deeper than the limit of 16"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "nested deeper"),
        (b'{"format": "rnnviz/1", "format": "rnnviz/1"}', "says “format” twice"),
        (b'{"a": NaN}', "NaN, which is no finite number"),
        (b'{"a": -Infinity}', "-Infinity"),
        (b'{"a": 1e400}', "1e400, which is too large"),
        (b'{"a": ' + b"9" * 6000 + b"}", "more than 15 digits"),
        (b'"' + b'\\"' * 1_000_000, "a text is never closed"),
        (b" " * (4 * 1024 * 1024 + 1), "larger than the limit of 4 MB"),
        (b'{"' + b"x" * 100_000 + b'": 1, "format": "rnnviz/1"}', "xx…” that is not known"),
    ],
    ids=lambda v: str(v)[:30],
)
def test_bytes_that_are_no_document(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as refused:
        decode(data, "x.rnnviz")
    assert words in str(refused.value)
    assert len(str(refused.value)) < 420


def test_brackets_in_texts_are_no_nesting() -> None:
    document = Saved(Setup(cell_text=TYPED.replace("{mixed", "[" * 15 + "{" * 100)))
    assert decode(encode(document), "x") == document


def test_a_byte_order_mark_is_welcome() -> None:
    assert decode(b"\xef\xbb\xbf" + encode(Saved()), "x") == Saved()


def test_a_place_behind_the_end_is_brought_inside() -> None:
    document = decode(changed(cursor__step=99, cursor__line=99, unit=60), "x")
    assert (document.cursor.step, document.cursor.line, document.unit) == (1, 8, 3)


def test_holds_behind_the_end_are_read_and_hold_nothing() -> None:
    document = decode(changed(setup__holds__0__last=1500), "x")
    assert document.setup.holds == (Hold("f", 1.0, 0, 1500),)
    assert simulate(document.setup.experiment()).steps == 2


@pytest.mark.parametrize("key", sorted(CELLS))
def test_whatever_the_window_makes_of_a_shipped_cell_can_be_saved(key: str) -> None:
    words = words_sequence([f"word{i % 390}" for i in range(2000)])
    most = Setup(sequence=words).with_layers((LayerChoice(key, hidden=64, direction="both"),) * 4)
    checks.check_size(most)


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


@pytest.mark.parametrize("greedy", [0, 1])
def test_every_layer_counts(greedy: int) -> None:
    many = "\n".join(f"q{i} = tanh({' + '.join(['h_prev'] * 30)} + {' * '.join(['h_prev'] * 30)})" for i in range(60))
    large = LayerChoice("", f"name = 'greedy'\nequations = '''\n{many}\nh = tanh(W @ x)\n'''", hidden=64)
    setup = Setup(silent=1990)
    checks.check_size(setup.with_layers((LayerChoice("rnn", hidden=2),) * 2))
    layers = (large, LayerChoice("rnn", hidden=2))
    with pytest.raises(checks.Refused, match="would keep"):
        checks.check_size(setup.with_layers(layers if greedy == 0 else layers[::-1]))


# formats -------------------------------------------------------------------------------------------------------


def test_documents_of_older_formats_are_brought_up_one_format_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def second(raw: dict[str, object]) -> dict[str, object]:
        return {**raw, "steps": ["2"]}

    def third(raw: dict[str, object]) -> dict[str, object]:
        assert raw.pop("steps") == ["2"]
        return {**raw, "unit": 2}

    monkeypatch.setattr(documents, "FORMAT", 3)
    monkeypatch.setattr(documents, "MIGRATIONS", {1: second, 2: third})
    assert decode(changed(format="rnnviz/1"), "x").unit == 2
    with pytest.raises(DocumentError, match="format 4; this one reads up to 3"):
        decode(changed(format="rnnviz/4"), "x")


# files ---------------------------------------------------------------------------------------------------------


def test_what_cannot_be_opened_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.rnnviz"
    save(path, Saved())
    before = path.read_bytes()
    for bad in (Setup(gain=9.0), Setup(gain=float("nan")), Setup(holds=(Hold("q", 1.0),))):
        with pytest.raises(DocumentError, match=r"^a\.rnnviz: cannot be saved, because"):
            save(path, Saved(bad))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.rnnviz"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.rnnviz", "there is no such file"), ("folder", "it is a folder"), ("a\0b", "no name can have")],
)
def test_files_that_cannot_be_opened(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(DocumentError, match=words):
        load(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.rnnviz"
    with path.open("wb") as file:
        file.truncate(10**9)
    with pytest.raises(DocumentError, match="limit of 4 MB"):
        load(path)
