"""Folders and tables as tasks; refusals begin with the file's name."""

import numpy as np
import pytest

from rnnviz.io import own_data
from rnnviz.io.own_data import columns_of, load_column, load_own, load_sentences, words_of
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.sequences import MAX_BYTES
from rnnviz.model.setup.sequence import MAX_WORD, SequenceError

GOOD = [f"the {thing} was good." for thing in ("film", "food", "room", "song", "book")]
BAD = [f"the {thing} was bad, really" for thing in ("film", "food", "room", "song", "book")]


def everything(task):
    both = [(task.train, b) for b in range(task.train.samples)] + [
        (task.heldout, b) for b in range(task.heldout.samples)
    ]
    return {task.words(data, b): task.classes[data.targets[b]] for data, b in both}


EXPECTED = {words_of(text): label for texts, label in ((GOOD, "good"), (BAD, "bad")) for text in texts}


def test_a_folder_of_texts_named_by_their_label(tmp_path):
    (tmp_path / "good.txt").write_text("\n".join(GOOD) + "\n\n")
    (tmp_path / "bad.txt").write_text("\r\n".join(BAD))
    assert everything(load_sentences(tmp_path)) == EXPECTED


def test_a_folder_for_each_label(tmp_path):
    for label, texts in (("good", GOOD), ("bad", BAD)):
        (tmp_path / label).mkdir()
        for number, text in enumerate(texts):
            (tmp_path / label / f"{number}.txt").write_text(text)
    assert everything(load_sentences(tmp_path)) == EXPECTED


@pytest.mark.parametrize("heading", ["", "text;label\n", "Sentence;Class\n"])
def test_a_table_of_sentences_and_labels(tmp_path, heading):
    rows = [f"{text};{label}" for texts, label in ((GOOD, "good"), (BAD, "bad")) for text in texts]
    (tmp_path / "mine.csv").write_text(heading + "\n".join(rows))
    assert everything(load_sentences(tmp_path / "mine.csv")) == EXPECTED


def test_a_column_to_predict(tmp_path):
    numbers = np.cumsum(np.random.default_rng(1).normal(size=(200, 2)), axis=0).round(3)
    lines = [f"{row},{a},{b}" for row, (a, b) in enumerate(numbers)]
    (tmp_path / "mine.csv").write_text("index,price,volume\n" + "\n".join(lines))
    task = load_column(tmp_path / "mine.csv", "volume", steps=10)
    assert task.vocabulary == ("price", "volume") and task.train.steps == 10
    spread, mean = numbers[:150, 1].std(), numbers[:150, 1].mean()
    assert np.allclose(task.train.targets[:, 0, 0] * spread + mean, numbers[1:11, 1])


def test_words_and_signs():
    assert words_of(" Not bad,  was it? ") == ("Not", "bad", ",", "was", "it", "?")


def lacking(folder):
    (folder / "mine.csv").write_text("a,b\n" + "\n".join(["1,2"] * 5 + ["3,"] + ["4,5"] * 200))
    return load_column(folder / "mine.csv", "b")


def written(name, text, load=load_sentences):
    def make(folder):
        (folder / name).write_text(text)
        return load(folder / name)

    return make


@pytest.mark.parametrize(
    ("why", "make"),
    [
        ("holds no texts", load_sentences),
        ("cannot be read", lambda folder: load_sentences(folder / "none.csv")),
        ("a column of labels", written("mine.csv", "1,2\n3,4\n")),
        ("a column of labels", written("mine.txt", "only one sentence")),
        ("different sentences are too few", written("mine.csv", "text,label\na b,x\nc d,y\n")),
        ("called “c”; there are a, b", written("mine.csv", "a,b\n1,2\n3,4\n", lambda p: load_column(p, "c"))),
        ("number of row 6 is missing", lacking),
    ],
)
def test_refusals(why, make, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    with pytest.raises(SequenceError, match=why) as caught:
        make(folder)
    assert str(caught.value).startswith(("mine", "none.csv"))


def test_the_limits_of_a_folder(tmp_path, monkeypatch):
    for label in ("good", "bad"):
        (tmp_path / f"{label}.txt").write_text("word " * 30)
    monkeypatch.setattr(own_data, "MAX_BYTES", 200)
    with pytest.raises(SequenceError, match="MB"):
        load_sentences(tmp_path)
    monkeypatch.setattr(own_data, "MOST_FILES", 1)
    with pytest.raises(SequenceError, match="it holds 2 texts; 1 are the most"):
        load_sentences(tmp_path)


# as plain values -----------------------------------------------------------------------------------------------

NUMBERS = [f"{row % 7}.5;{row * row % 11}" for row in range(200)]
LABELLED = [f"{text};{label}" for texts, label in ((GOOD, "good"), (BAD, "bad")) for text in texts]


def table(folder, rows, name="mine.csv"):
    (folder / name).write_text("\n".join(rows))
    return folder / name


def test_a_table_of_numbers_is_columns_of_which_the_last_or_the_named_one_is_predicted(tmp_path):
    path = table(tmp_path, ["price;volume", *NUMBERS])
    found = load_own(path)
    assert (found.name, found.sentences, found.target) == ("mine", (), 1)
    assert [(name, len(numbers), numbers[3]) for name, numbers in found.columns] == [
        ("price", 200, 3.5), ("volume", 200, 9.0),
    ]  # fmt: skip
    assert load_own(path, "price").target == 0 and columns_of(path) == ("price", "volume")
    with pytest.raises(SequenceError, match="there are price, volume"):
        load_own(path, "prize")


def test_columns_without_a_name_are_called_by_their_number(tmp_path):
    path = table(tmp_path, NUMBERS)
    assert columns_of(path) == ("1", "2") and load_own(path, "1").target == 0


def test_a_column_of_words_beside_numbers_is_passed_over_and_two_are_sentences_with_labels(tmp_path):
    one = table(tmp_path, ["price;said", *(f"{row % 7}.5;so{row * 3 % 50}" for row in range(200))], "one.csv")
    assert columns_of(one) == ("price",) and [name for name, _ in load_own(one).columns] == ["price"]
    rows = [f"{row};{line}" for row, line in zip("4719253680", LABELLED, strict=True)]
    two = table(tmp_path, ["n;text;label", *rows], "two.csv")
    assert columns_of(two) == () and dict(load_own(two).sentences) == EXPECTED and load_own(two).columns == ()
    plain = table(tmp_path, LABELLED, "plain.csv")
    assert dict(load_own(plain).sentences) == EXPECTED


def test_a_folder_is_sentences_and_its_name_is_cut_to_a_word(tmp_path):
    folder = tmp_path / ("n" * (MAX_WORD + 1))
    folder.mkdir()
    table(folder, GOOD, "good.txt"), table(folder, BAD, "bad.txt")
    found = load_own(folder)
    assert found.name == "n" * MAX_WORD and dict(found.sentences) == EXPECTED and columns_of(folder) == ()


def test_what_is_no_task_is_refused_when_it_is_loaded(tmp_path):
    few = table(tmp_path, ["price;volume", *NUMBERS[:20]])
    assert columns_of(few) == ("price", "volume")
    with pytest.raises(SequenceError, match=r"^mine\.csv: 20 rows are too few"):
        load_own(few)
    with pytest.raises(ForeignSequenceError) as caught:
        columns_of(tmp_path / "none.csv")
    assert caught.value.why.key == "sequence.unread" and str(caught.value).startswith("none.csv")


def test_the_columns_of_sentences_and_labels_are_found_in_any_order(tmp_path):
    """As they were understood, else the first and the last of words; rows without one of them are left out."""
    rows = [line.split(";") for line in LABELLED]
    three = [f"{text};{number}x{number}y;{label}" for number, (text, label) in enumerate(rows)]
    found = everything(load_sentences(table(tmp_path, three, "three.csv")))
    assert found == EXPECTED
    holes = [*LABELLED, "and a sentence of no label;", ";good"]
    assert everything(load_sentences(table(tmp_path, holes, "holes.csv"))) == EXPECTED
    spaced = [f" {text} ; {label} " for text, label in rows]
    assert everything(load_sentences(table(tmp_path, spaced, "spaced.csv"))) == EXPECTED


def test_the_row_that_lacks_a_number_is_named_with_its_column(tmp_path):
    path = table(tmp_path, ["a;b", "1;2", "3;", "4;5"])
    with pytest.raises(ForeignSequenceError) as caught:
        columns_of(path)
    assert caught.value.why.values["why"].values == {"column": "b", "row": 2}


def test_texts_of_a_folder_up_to_their_limits(tmp_path, monkeypatch):
    table(tmp_path, GOOD, "good.txt"), table(tmp_path, BAD, "bad.txt")
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    monkeypatch.setattr(own_data, "MOST_FILES", 2)
    monkeypatch.setattr(own_data, "MAX_BYTES", size)
    assert everything(load_sentences(tmp_path)) == EXPECTED
    monkeypatch.setattr(own_data, "MAX_BYTES", size - 1)
    with pytest.raises(SequenceError):
        load_sentences(tmp_path)


def test_a_folder_that_is_too_large_is_told_in_megabytes(tmp_path):
    (tmp_path / "good.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(ForeignSequenceError) as caught:
        load_sentences(tmp_path)
    assert caught.value.why.values["why"].values == {"limit": 2}
