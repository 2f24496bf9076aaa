"""Every task against a plain rule of its own, written without a look at the builder."""

import numpy as np
import pytest

from rnnviz.engine.training.task import distinct
from rnnviz.engine.training.tasks import TASKS, TaskError, build_task
from rnnviz.engine.training.tasks_wirings import PICTURES

SMALL = {
    "pronoun_agreement": {"train": 60, "heldout": 30},
    "long_gap_cloze": {"train": 60, "heldout": 30},
    "adding": {"train": 40, "heldout": 20},
    "delayed_copy": {"train": 40, "heldout": 20},
    "parity": {"train": 60, "heldout": 30},
    "sine": {"train": 20, "heldout": 10},
    "prices": {"train": 20, "heldout": 10},
    "sentence_class": {"train": 60, "heldout": 30},
    "pixel_picture": {"train": 16, "heldout": 8},
    "pronoun_agreement_zh": {"train": 60, "heldout": 30},
    "long_gap_cloze_zh": {"train": 60, "heldout": 30},
}


def built(name, seed=0):
    return build_task(name, seed, **SMALL.get(name, {}))


def samples(task):
    for data in (task.train, task.heldout):
        for b in range(data.samples):
            steps = int(data.lengths[b])
            targets = data.targets[b] if isinstance(data.at, str) and data.at == "last" else data.targets[:steps, b]
            yield data, b, data.inputs[:steps, b], targets


@pytest.mark.parametrize("name", TASKS)
def test_seeds_and_held_out_samples(name):
    task, again, other = built(name), built(name), built(name, 1)
    assert np.array_equal(task.train.inputs, again.train.inputs)
    assert np.array_equal(task.heldout.targets, again.heldout.targets)
    if name != "anbn":  # nothing is drawn there
        assert task.train.inputs.shape != other.train.inputs.shape or (task.train.inputs != other.train.inputs).any()
    seen = {task.train.inputs[:n, b].tobytes() for b, n in enumerate(task.train.lengths)}
    assert not any(task.heldout.inputs[:n, b].tobytes() in seen for b, n in enumerate(task.heldout.lengths))
    assert not task.train.inputs.flags.writeable
    for data in (task.train, task.heldout):
        beyond = np.arange(data.steps)[:, None] >= data.lengths
        assert not data.inputs[beyond].any() and not data.counted[beyond].any()


@pytest.mark.parametrize("name", TASKS)
def test_what_stops_a_training_does_not_judge_it(name):
    task = built(name)
    halves = task.validation, task.test
    assert sum(half.samples for half in halves) == task.heldout.samples
    seen = [{h.inputs[:n, b].tobytes() for b, n in enumerate(h.lengths)} for h in halves]
    assert not seen[0] & seen[1]


def test_slot_filling():
    task = built("slot_filling")
    for data, b, _, targets in samples(task):
        words, leaving = task.words(data, b), None
        for word, answer in zip(words, targets, strict=True):
            leaving = {"leave": True, "arrive": False}.get(word, leaving)
            place = word in ("Taipei", "Beijing", "Tokyo", "Paris", "Rome", "Cairo", "Lima", "Oslo")
            time = word[0].isdigit() or word in ("November", "March", "May", "August")
            expected = "time" if time else ("departure" if leaving else "destination") if place else "other"
            assert task.classes[answer] == expected
    shown = [task.words(task.heldout, b) for b in range(task.heldout.samples)]
    for verb in ("arrive", "leave"):
        assert (verb, "Taipei", "on", "November", "2nd") in shown


def test_pronoun_agreement():
    task = built("pronoun_agreement")
    gender = {
        **dict.fromkeys(("Mary", "Anna", "Emma", "Lucy"), "she"),
        **dict.fromkeys(("John", "Peter", "Paul", "David"), "he"),
    }
    plural = ("children", "friends", "parents", "students")
    for data, b, _, targets in samples(task):
        words, who = task.words(data, b), "none"
        for t, word in enumerate(words):
            who = gender.get(word, "they" if word in plural else who)
            due = {"now": "are" if who == "they" else "is", "because": who}.get(word, "other")
            assert task.classes[targets[t]] == due
            assert task.fact_names[data.facts[t, b]] == who
            if word in ("now", "because"):
                assert words[t + 1] == due
    for data in (task.train, task.heldout):  # up to three clauses
        assert {task.words(data, b).count("and") for b in range(data.samples)} == {0, 1, 2}


def test_long_gap_cloze():
    task = built("long_gap_cloze")
    for data, b, _, target in samples(task):
        words = task.words(data, b)
        assert words[:8] == ("I", "love", "travelling", ",", "my", "favourite", "place", "is")
        assert task.classes[target] == words[8] and words[-5:] == ("every", "holiday", "I", "go", "to")
        assert task.fact_names[data.facts[len(words) - 1, b]] == words[8]


def test_slot_filling_in_chinese():
    task = built("slot_filling_zh")
    for data, b, _, targets in samples(task):
        text = "".join(task.words(data, b))
        said = [task.classes[answer] for answer in targets]
        assert said[-4:] == ["时间", "时间", "其他", "目的地" if "到达" in text else "出发地"]
        assert set(said[:-4]) <= {"其他"}
    shown = {"".join(task.words(task.heldout, b)) for b in range(task.heldout.samples)}
    assert {"我想在十一月二日到达台北", "我想在十一月二日离开台北"} <= shown


def test_he_or_she_in_chinese():
    task = built("pronoun_agreement_zh")
    who_of = {
        **dict.fromkeys(("小红", "小丽", "王芳", "李娜"), "她"),
        **dict.fromkeys(("小明", "小刚", "王强", "李军"), "他"),
        **dict.fromkeys(("孩子们", "朋友们", "同学们", "老师们"), "他们"),
    }
    for data, b, _, targets in samples(task):
        words, who = task.words(data, b), "none"
        for t, word in enumerate(words):
            who = who_of.get(word, who)
            assert task.classes[targets[t]] == (who if word == "因为" else "其他")
            assert task.fact_names[data.facts[t, b]] == who
            if word == "因为":
                assert words[t + 1] == who


def test_long_gap_cloze_in_chinese():
    task = built("long_gap_cloze_zh")
    for data, b, _, target in samples(task):
        text = "".join(task.words(data, b))
        place = task.classes[target]
        assert text.startswith(f"我喜欢旅游，最喜欢的地方是{place}。") and text.endswith("。以后有机会我还要去")


def test_adding():
    """Hochreiter & Schmidhuber 1997: 0.5 + (X1 + X2) / 4."""
    task = built("adding")
    for _, _, pairs, target in samples(task):
        marked = np.flatnonzero(pairs[:, 1] == 1.0)
        assert pairs[-1, 1] == -1 and pairs[0, 1] == -1 and set(pairs[:, 1]) <= {-1.0, 0.0, 1.0}
        assert 1 <= len(marked) <= 2 and 20 <= len(pairs) <= 22
        assert target == pytest.approx(0.5 + pairs[marked, 0].sum() / 4, abs=1e-15)


def test_delayed_copy():
    task = built("delayed_copy")
    for data, b, _, targets in samples(task):
        words = task.words(data, b)
        assert len(words) == 4 + 10 + 4 and words[13] == "go" and set(words[4:13]) == {"blank"}
        assert [task.classes[k] for k in targets] == ["blank"] * 14 + list(words[:4])


def test_parity():
    for _, _, bits, targets in samples(built("parity")):
        assert targets.tolist() == [int(bits[: t + 1].sum()) % 2 for t in range(len(bits))]


def test_anbn():
    task = built("anbn")
    for data, b, _, targets in samples(task):
        text = "".join(task.words(data, b))
        n = text.count("a")
        assert text == "S" + "a" * n + "b" * n
        for t, answer in enumerate(targets):
            read = text[: t + 1]
            left = n - read.count("b")
            expected = "a" if read == "S" else "a or b" if "b" not in read else "b" if left else "end"
            assert task.classes[answer] == expected
    assert task.heldout.lengths.min() > task.train.lengths.max()


def test_sentence_class():
    task = built("sentence_class")
    good = ("good", "great", "lovely", "fine")
    for data, b, _, target in samples(task):
        said, positive = [], True
        for word in task.words(data, b):
            if word in ("but", "and"):
                said.append((word, positive))
            positive = True if word == "was" else not positive if word == "not" else positive
            if word in (*good, "bad", "awful", "dull", "poor"):
                positive = (word in good) == positive
        assert task.classes[target] == ("positive" if positive else "negative")
        for word, before in said[-1:]:
            assert (positive != before) == (word == "but")
        assert task.fact_names[data.facts[int(data.lengths[b]) - 1, b]] == task.classes[target]


def test_pixel_picture():
    task = built("pixel_picture")
    for _, _, vectors, columns in samples(task):
        name = task.vocabulary[int(vectors[0].argmax())]
        drawn = PICTURES[name].split()
        assert not vectors[1:].any() and columns.shape == (8, 8)
        assert ["".join(".#"[int(v)] for v in row) for row in columns.T] == drawn


def test_prices():
    task = built("prices")
    for _, _, days, targets in samples(task):
        assert np.array_equal(days[1:], targets[:-1]) and 0.5 < np.abs(days).max() < 3.0
    assert task.train.counted.sum(axis=0).tolist() == [31] * task.train.samples


def test_next_word():
    task = built("next_word")
    for data, b, _, targets in samples(task):
        words = task.words(data, b)
        assert words[0] == "^" and (*words[1:], ".") == tuple(task.classes[k] for k in targets)


def test_next_character():
    task = built("next_character")
    for data, b, _, targets in samples(task):
        text = "".join(task.words(data, b))
        assert text[0] == "^" and "".join(task.classes[k] for k in targets) == text[1:] + "."


def test_sine():
    for _, _, x, targets in samples(built("sine")):
        assert np.array_equal(targets[:-1], x[1:])
        ratio = (targets[1:, 0] + x[:-1, 0]) / np.where(np.abs(x[1:, 0]) > 0.1, x[1:, 0], np.nan)
        assert np.nanmax(ratio) - np.nanmin(ratio) < 1e-9  # sin(a + d) + sin(a - d) = 2 cos d sin a


@pytest.mark.parametrize(
    ("why", "call"),
    [
        ("no task called", lambda: build_task("slot_fling")),
        ("did you mean slot_filling", lambda: build_task("slot_fling")),
        ("has no setting", lambda: build_task("parity", lenght=3)),
        ("whole number from 1", lambda: build_task("parity", length=0)),
        ("different samples", lambda: build_task("parity", length=2)),
        ("not in the vocabulary", lambda: built("slot_filling").encode(["Mars"])),
    ],
)
def test_refusals(why, call):
    with pytest.raises(TaskError, match=why):
        call()


def test_words_in_and_out():
    task = built("slot_filling")
    words = ("arrive", "Taipei", "on", "November", "2nd")
    assert task.encode(words).shape == (5, len(task.vocabulary))
    assert [task.vocabulary[i] for i in task.encode(words).argmax(axis=1)] == list(words)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("pronoun_agreement", {"clauses": 100_000}),
        ("pronoun_agreement", {"train": 100_000}),
        ("long_gap_cloze", {"fillers": 10**9}),
        ("adding", {"length": 10**8}),
        ("sine", {"heldout": 10**12}),
        ("delayed_copy", {"symbols": 10**7}),
        ("delayed_copy", {"delay": 10**7}),
        ("parity", {"train": 10**7}),
        ("anbn", {"longest": 10**6}),
    ],
)
def test_settings_that_would_fill_the_memory_are_refused_before_anything_is_drawn(name, settings, monkeypatch):
    monkeypatch.setattr(np.random, "default_rng", None)
    with pytest.raises(TaskError, match="the limit is 500,000"):
        build_task(name, **settings)


def test_too_many_different_samples_are_given_up_soon():
    drawn = []

    def draw():
        drawn.append(len(drawn))
        return len(drawn) % 64

    with pytest.raises(TaskError, match="only about 64"):
        distinct(draw, 100_000)
    assert len(drawn) < 10_000
