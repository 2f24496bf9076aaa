"""Documents: what is written is read back equal, and what is refused is refused in one sentence."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, EngineError
from rnnviz.engine.language.sizes import sizes_of
from rnnviz.io import document as documents
from rnnviz.io.document import DocumentError, decode, encode, load, save
from rnnviz.io.formats import checks
from rnnviz.io.formats.saved import Saved
from rnnviz.io.formats.second import CursorTable, SnapshotTable
from rnnviz.io.formats.simulations import ReadoutTable, SimulationTable, TurnedLayerTable, WeightsTable
from rnnviz.io.formats.tables import HoldTable
from rnnviz.io.formats.tables_asked import LearnedTable, TargetTable, TwinTable
from rnnviz.io.formats.tables_batch import LossTable, NotedSequenceTable
from rnnviz.io.formats.tables_compare import ComparingTable
from rnnviz.model.batch.batch import Batch, Sample
from rnnviz.model.compare.sharing import BY_KEY
from rnnviz.model.document.comparing import Comparing
from rnnviz.model.document.snapshots import Snapshot, Snapshots
from rnnviz.model.setup.answer import Loss, Prediction, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, KEEP_BIAS, SEED, TEMPERATURE
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.sequence import SIGNALS, Sequence, numbers_sequence, signal_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes, state_shapes
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.trained.learned import Learned
from rnnviz.model.trained.twin import Twin
from tests.covering import FULL

TYPED = """name = "Mine 我的"
equations = '''
g = sigmoid(W_g @ x + U_g @ h_prev + b_g)   # a "gate" \\ and [brackets
h = g * h_prev + (1 - g) * tanh(V @ x)      # {mixed
'''
"""
GOLDEN = Path(__file__).parent / "golden"
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
    sizes = sizes_of(choice.hidden, len(setup.columns_of(number)), choice.hidden)
    index = tuple(draw(st.integers(0, sizes[word] - 1)) for word in choice.cell.params[name])
    return Edit(name, index, draw(NUMBERS), number, draw(st.sampled_from(choice.ways)))


DIRECTIONS, MERGES = st.sampled_from(["forward", "backward", "both"]), st.sampled_from(["concat", "sum"])
LAYERS = st.builds(
    LayerChoice, st.sampled_from(sorted(CELLS)), st.sampled_from(["", TYPED]), st.integers(1, 5), DIRECTIONS, MERGES
)


@st.composite
def asked(draw: st.DrawFn, setup: Setup) -> Setup:
    """With a read-out, a loss and the answers it compares with."""
    steps = setup.steps
    at = draw(st.sampled_from(["last", "every", tuple(sorted(draw(st.sets(st.integers(0, steps - 1), min_size=1))))]))
    kind = draw(st.sampled_from(["sum", "squared", "cross_entropy"]))
    if kind == "sum" and draw(st.booleans()):
        return replace(setup, loss=Loss(at=at))
    answers = tuple(draw(st.lists(WORDS, min_size=1, max_size=3, unique=True)))
    width = len(answers)
    right = st.sampled_from(answers) if kind == "cross_entropy" else st.just("")
    numbers = st.lists(NUMBERS, min_size=width, max_size=width) if kind == "squared" else st.just([])
    targets = tuple(Target(t, draw(right), tuple(draw(numbers))) for t in Loss(kind, at).counted(steps))
    return replace(setup, readout=Readout("softmax", answers), loss=Loss(kind, at), targets=targets)


@st.composite
def given_whole(draw: st.DrawFn, setup: Setup) -> Setup:
    """With a whole parameter given, and where states start."""
    given, start = setup.weights.given, Arrays()
    params = param_shapes(setup.layers, setup.reads, setup.readout)
    for name, shape in draw(st.lists(st.sampled_from(sorted(params.items())), max_size=1)):
        given = given.having(name, np.full(shape, draw(NUMBERS)))
    shapes = sorted(state_shapes(setup.layers).items())
    for name, shape in draw(st.lists(st.sampled_from(shapes), max_size=1)) if shapes else ():
        start = start.having(name, np.full(shape, draw(NUMBERS)))
    return replace(setup.with_weights(given=given), start=start)


@st.composite
def taught(draw: st.DrawFn, setup: Setup) -> Setup:
    """With a twin, or with weights that are all given and said to be trained."""
    words = setup.sequence.words
    if words and draw(st.booleans()):
        step = draw(st.integers(0, len(words) - 1))
        swap = Twin(((step, draw(WORDS.filter(words[step].__ne__))),), setup.targets)
        return replace(setup, twin=swap, unremembered=draw(st.booleans()))
    if draw(st.booleans()):
        return setup
    known = setup.sequence.vocabulary() if words and not setup.vectors else ()
    names = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 99)), max_size=2)
    learned = Learned("a task", draw(st.integers(*SEED)), tuple(draw(names)), draw(st.integers(0, 999)), known)
    shapes = param_shapes(setup.layers, setup.reads, setup.readout)
    given = Arrays({name: np.full(shape, draw(NUMBERS)) for name, shape in shapes.items()})
    return replace(
        setup.with_weights(given=given), learned=replace(learned, tolerance=draw(between((0, 1))), touched=True)
    )


def joined(draw: st.DrawFn, setup: Setup) -> Setup:
    """With other sequences of the same kind that use its words."""
    if setup.sequence.generated or draw(st.booleans()):
        return setup
    shorter = replace(setup.sequence, words=setup.sequence.words[:1], rows=setup.sequence.rows[:1])
    other = Sample(shorter, setup.targets[:1], setup.loss.within(1))
    samples = (Sample(setup.sequence), other, other)
    return (
        replace(setup, batch=Batch((*samples[1:], samples[0]), 2))
        if draw(st.booleans())
        else replace(setup, batch=Batch(samples))
    )


@st.composite
def every_document(draw: st.DrawFn) -> Saved:
    setup = Setup(
        (
            LayerChoice(
                draw(st.sampled_from(sorted(CELLS))),
                draw(st.sampled_from(["", "", TYPED, TYPED.replace("\n", "\r\n")])),
                hidden=draw(st.integers(1, 9)),
                direction=draw(st.sampled_from(["forward", "forward", "both"])),
                merge=draw(MERGES),
            ),
            *tuple(draw(st.lists(LAYERS, max_size=2))),
        ),
        sequence=draw(sequences()),
        input_scale=draw(between(INPUT_SCALE)),
        silent=draw(st.integers(0, 20)),
        vectors=draw(st.sampled_from([0, 0, 2, 8])),
        dtype=draw(st.sampled_from(["float64", "float32"])),
        weights=Weights(
            seed=draw(st.integers(*SEED)), gain=draw(between(GAIN)), keep_bias=draw(st.none() | between(KEEP_BIAS))
        ),
    )
    setup = replace(draw(asked(setup)), holds=tuple(draw(st.lists(holds(setup), max_size=3))))
    for edit in draw(st.lists(edits(setup), max_size=3)):
        setup = setup.with_edit(edit)
    setup = replace(setup, prediction=Prediction(draw(between(TEMPERATURE)), draw(st.integers(*SEED))))
    setup = draw(taught(draw(given_whole(joined(draw, setup)))))
    try:
        setup.network()
    except EngineError:
        reject()
    part = draw(st.sampled_from(setup.score.parts))
    cursor = Cursor(
        draw(st.integers(0, setup.steps - 1)),
        draw(st.integers(0, part.count - 1)),
        draw(st.sampled_from(["forward", "backward"])),
        draw(st.sampled_from(GRAINS)),
        part.layer,
        part.way,
    )
    beside = tuple(draw(st.lists(st.sampled_from([Setup(), Setup.of("gru", hidden=2)]), max_size=3)))
    unit = draw(st.integers(0, setup.layers[part.layer].hidden - 1))
    rows = st.integers(0, len(beside))
    pair = tuple(draw(st.permutations(range(len(beside) + 1))))[:2] if beside and draw(st.booleans()) else ()
    own = draw(st.frozensets(st.sampled_from(sorted(BY_KEY))))
    comparing = Comparing(own, draw(st.none() | rows), draw(st.none() | st.integers(1, 2000)), pair)
    kept = tuple(
        map(Snapshot, draw(st.lists(st.sampled_from(["ａ", "two", "1"]), max_size=2)), (setup, Setup.of("gru")))
    )
    ghost = draw(st.none() | st.integers(0, len(kept) - 1)) if kept else None
    return Saved(setup, cursor, unit, beside, draw(rows), comparing, Snapshots(kept, ghost))


@settings(max_examples=150 if FULL else 50, deadline=None, derandomize=True)
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


@pytest.mark.parametrize(
    "table, kind",
    [
        (TurnedLayerTable, LayerChoice), (HoldTable, Hold), (NotedSequenceTable, Sequence), (CursorTable, Cursor),
        (SimulationTable, Setup), (LearnedTable, Learned), (TwinTable, Twin),
        (WeightsTable, Weights), (ReadoutTable, Readout), (TargetTable, Target),
        (ComparingTable, Comparing),
    ],
)  # fmt: skip
def test_nothing_a_user_can_choose_is_left_out_of_the_file(table: type, kind: type) -> None:
    assert set(table.__struct_fields__) == {field.name for field in fields(kind)}


def test_nothing_of_a_loss_and_of_what_is_saved_is_left_out() -> None:
    assert set(LossTable.__struct_fields__) == {field.name for field in fields(Loss)} | {"steps"}
    assert {field.name for field in fields(Saved)} == {
        "setup",
        "cursor",
        "unit",
        "beside",
        "place",
        "comparing",
        "snapshots",
    }
    assert set(SnapshotTable.__struct_fields__) == {"name", "run"}


def test_a_file_is_small_and_can_be_read_by_a_person() -> None:
    text = encode(Saved(Setup((LayerChoice(cell_text=TYPED),)))).decode()
    assert '          "h = g * h_prev + (1 - g) * tanh(V @ x)      # {mixed",\n' in text
    assert '"cursor": {"step": 0, "line": 0, "pass": "forward", "grain": "step"}' in text
    assert len(encode(Saved())) < 700


def test_the_longest_experiment_fits_into_the_limit(tmp_path: Path) -> None:
    rows = [[-123456.123456789012 / (i + k + 1) for k in range(64)] for i in range(2000)]
    document = Saved(Setup((LayerChoice(hidden=64),), sequence=numbers_sequence(rows)))
    save(tmp_path / "long.rnnviz", document)
    assert load(tmp_path / "long.rnnviz") == document


# refusals ------------------------------------------------------------------------------------------------------


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
    document = Saved(Setup((LayerChoice(cell_text=TYPED.replace("{mixed", "[" * 15 + "{" * 100)),)))
    assert decode(encode(document), "x") == document


def test_a_byte_order_mark_is_welcome() -> None:
    assert decode(b"\xef\xbb\xbf" + encode(Saved()), "x") == Saved()


@pytest.mark.parametrize("key", sorted(CELLS))
def test_whatever_the_window_makes_of_a_shipped_cell_can_be_saved(key: str) -> None:
    words = words_sequence([f"word{i % 390}" for i in range(2000)])
    most = Setup(sequence=words).with_layers((LayerChoice(key, hidden=64, direction="both"),) * 4)
    checks.check_size(most)


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
    def third(raw: dict[str, object]) -> dict[str, object]:
        return {**raw, "steps": ["3"]}

    def fourth(raw: dict[str, object]) -> dict[str, object]:
        assert raw.pop("steps") == ["3"]
        return {**raw, "unit": 2}

    monkeypatch.setattr(documents, "FORMAT", 4)
    monkeypatch.setattr(documents, "MIGRATIONS", {**documents.MIGRATIONS, 2: third, 3: fourth})
    assert decode(encode(Saved()), "x").unit == 2
    assert decode((GOLDEN / "lstm.rnnviz").read_bytes(), "x").unit == 2
    with pytest.raises(DocumentError, match="format 5; this one reads up to 4"):
        decode(b'{"format": "rnnviz/5"}', "x")


# files ---------------------------------------------------------------------------------------------------------


def test_what_cannot_be_opened_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.rnnviz"
    save(path, Saved())
    before = path.read_bytes()
    for bad in (
        Setup(weights=Weights(gain=9.0)),
        Setup(weights=Weights(gain=float("nan"))),
        Setup(holds=(Hold("q", 1.0),)),
    ):
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
