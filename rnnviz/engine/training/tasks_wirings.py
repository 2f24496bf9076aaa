"""Tasks for the wirings of Karpathy 2015: one vector in and a sequence out, a sentence in and one class out."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.task import Data, Sentence, Task, at_least, distinct, sentence_data
from rnnviz.engine.training.task import data as as_data
from rnnviz.engine.training.tasks_language import pick

PICTURES = {
    "heart": "........ .##..##. ######## ######## .######. ..####.. ...##... ........",
    "house": "...##... ..####.. .######. ######## .#....#. .#.##.#. .#.##.#. .#.##.#.",
    "arrow": "...#.... ...##... ...###.. #######. #######. ...###.. ...##... ...#....",
    "cup": "........ ######.. #....##. #....#.# #....#.# #....##. .####... ........",
    "tree": "...##... ..####.. .######. ..####.. .######. ######## ...##... ...##...",
    "smile": "..####.. .#....#. #.#..#.# #......# #.#..#.# #..##..# .#....#. ..####..",
    "fish": "........ ...###.# .#####.# ###.#### ######## .#####.# ...###.# ........",
    "key": "........ .###.... #...#... #...#### #...#.#. .###..#. ........ ........",
}
"""Eight by eight pixels each, row by row."""
BLUR = 0.1


def picture_of(name: str) -> Array:
    """The pixels of a picture as 0 and 1: (8 rows, 8 columns)."""
    return np.array([[float(mark == "#") for mark in row] for row in PICTURES[name].split()])


def pixel_picture(seed: int = 0, train: int = 160, heldout: int = 48) -> Task:
    """One to many: a vector enters at the first step and names a picture; one column of pixels leaves at each step.

    The vector is 1-of-N, each entry moved by up to 0.1, so that no sample comes twice; then nothing enters. Targets
    are 0 (empty) and 1 (full); a column is right if each of its pixels is missed by less than 0.5.
    """
    at_least("train", train, 1), at_least("heldout", heldout, 1)
    rng, names = generator(seed, "pixel picture"), tuple(PICTURES)
    return Task(
        "pixel_picture",
        "a sequence from one vector: Karpathy 2015; row by row as in van den Oord, Kalchbrenner & Kavukcuoglu 2016",
        seed,
        _painted(rng, names, train),
        _painted(rng, names, heldout),
        "identity",
        "squared",
        8,
        names,
        tolerance=0.5,
    )


def _painted(rng: np.random.Generator, names: tuple[str, ...], count: int) -> Data:
    which = np.arange(count) % len(names)
    inputs = np.zeros((8, count, len(names)))
    inputs[0] = np.eye(len(names))[which] + rng.uniform(-BLUR, BLUR, (count, len(names))).round(2)
    columns = np.stack([picture_of(name).T for name in names])  # (pictures, columns, pixels)
    return as_data(inputs, columns[which].transpose(1, 0, 2).copy())


THINGS = ("film", "food", "room", "service", "music", "story")
GOOD, BAD = ("good", "great", "lovely", "fine"), ("bad", "awful", "dull", "poor")
JUDGEMENTS = ("negative", "positive")


def sentence_class(seed: int = 0, train: int = 600, heldout: int = 200) -> Task:
    """Many to one: "the food was not very good but the room was lovely": is the sentence positive or negative?

    "not" turns a judgement round, "very" does not; what follows "but" counts, what follows "and" agrees with what
    was said before. Only the last step counts. The fact to be remembered is the judgement so far.
    """
    at_least("train", train, 1), at_least("heldout", heldout, 1)
    rng = generator(seed, "sentence class")
    sentences = distinct(lambda: _judged(rng), train + heldout)
    vocabulary = ("the", *THINGS, "was", "not", "very", *GOOD, *BAD, "but", "and")
    return Task(
        "sentence_class",
        "the mood of a sentence and what negation does to it: Socher et al. 2013",
        seed,
        sentence_data(sentences[:train], vocabulary, "last"),
        sentence_data(sentences[train:], vocabulary, "last"),
        "softmax",
        "cross_entropy",
        2,
        vocabulary,
        JUDGEMENTS,
        fact_names=("none", *JUDGEMENTS),
    )


def _judged(rng: np.random.Generator) -> Sentence:
    verdict = int(rng.integers(2))
    words, facts, known = [*_opinion(rng, verdict)], list[int](), 0
    facts += [known] * (len(words) - 1) + [known := 1 + verdict]
    for _ in range(int(rng.integers(3))):
        word = pick(rng, ("but", "and"))
        verdict = 1 - verdict if word == "but" else verdict
        more = [word, *_opinion(rng, verdict)]
        words, facts = [*words, *more], [*facts, *[known] * (len(more) - 1), known := 1 + verdict]
    return Sentence(tuple(words), (*[-1] * (len(words) - 1), verdict), tuple(facts))


def _opinion(rng: np.random.Generator, verdict: int) -> list[str]:
    turned, strong = rng.random() < 0.4, rng.random() < 0.4
    mood = (GOOD if bool(verdict) != turned else BAD)[int(rng.integers(len(GOOD)))]
    return ["the", pick(rng, THINGS), "was", *["not"] * turned, *["very"] * strong, mood]
