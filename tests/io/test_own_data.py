"""Folders and tables as tasks; refusals begin with the file's name."""

import numpy as np
import pytest

from rnnviz.io import own_data
from rnnviz.io.own_data import load_column, load_sentences, words_of
from rnnviz.model.setup.sequence import SequenceError

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


@pytest.mark.parametrize("heading", ["", "text;label\n"])
def test_a_table_of_sentences_and_labels(tmp_path, heading):
    rows = [f"{text};{label}" for texts, label in ((GOOD, "good"), (BAD, "bad")) for text in texts]
    (tmp_path / "mine.csv").write_text(heading + "\n".join(rows))
    found = everything(load_sentences(tmp_path / "mine.csv"))
    assert {words: found[words] for words in EXPECTED} == EXPECTED


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
