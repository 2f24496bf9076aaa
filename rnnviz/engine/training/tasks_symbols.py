"""Tasks made of symbols: delayed copy, parity, a^n b^n, next character. Symbols enter as 1-of-N."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.training.task import Sentence, Task, TaskError, at_least, distinct, one_hot, padded, sentence_data
from rnnviz.engine.training.task import data as as_data


def delayed_copy(
    seed: int = 0, symbols: int = 4, length: int = 4, delay: int = 10, train: int = 160, heldout: int = 80
) -> Task:
    """Read `length` symbols, wait `delay` steps, write them again.

    Arjovsky, Shah & Bengio 2016, section 4.1: the symbols, delay - 1 blanks, a delimiter, `length` blanks; the answer
    is blank for delay + length steps and then the symbols. (Theirs: 8 symbols, length 10.)
    """
    at_least("symbols", symbols, 2), at_least("length", length, 1), at_least("delay", delay, 1)
    rng = generator(seed, "delayed copy")
    messages = distinct(lambda: tuple(rng.integers(symbols, size=length).tolist()), train + heldout)
    blank, delimiter = symbols, symbols + 1
    wait, end = [blank] * (delay - 1), [blank] * length
    rows = [[*message, *wait, delimiter, *end] for message in messages]
    answers = padded([[*end, *wait, blank, *message] for message in messages])
    inputs = one_hot(rows, symbols + 2)
    names = (*(chr(ord("A") + i) for i in range(symbols)), "blank")
    return Task(
        "delayed_copy",
        "Hochreiter & Schmidhuber 1997; as in Arjovsky, Shah & Bengio 2016, section 4.1",
        seed,
        as_data(inputs[:, :train], answers[:, :train]),
        as_data(inputs[:, train:], answers[:, train:]),
        "softmax",
        "cross_entropy",
        symbols + 1,
        (*names, "go"),
        names,
    )


def parity(seed: int = 0, length: int = 10, train: int = 300, heldout: int = 200) -> Task:
    """Is the number of ones so far odd? One bit enters per step (as 0 or 1), every step counts.

    Minsky & Papert 1969; by a recurrent network one unit suffices, and every bit matters to every later answer.
    """
    at_least("length", length, 1)
    rng = generator(seed, "parity")
    rows = distinct(lambda: tuple(rng.integers(2, size=length).tolist()), train + heldout)
    bits = np.array(rows).T
    inputs, targets = bits[:, :, None].astype(float), np.cumsum(bits, axis=0) % 2
    return Task(
        "parity",
        "Minsky & Papert 1969",
        seed,
        as_data(inputs[:, :train], targets[:, :train]),
        as_data(inputs[:, train:], targets[:, train:]),
        "softmax",
        "cross_entropy",
        2,
        ("bit",),
        ("even", "odd"),
    )


NEXT = ("a", "a or b", "b", "end")


def anbn(seed: int = 0, longest: int = 10, beyond: int = 5) -> Task:
    """Strings S a^n b^n: which symbols may come next? A counter, and no finite automaton, can say.

    Gers & Schmidhuber 2001: the answer after each symbol is the set of symbols that may follow: after S "a", after
    an a "a or b", after a b "b" until there are as many as a's, then "end". Training has n = 1 ... longest, held
    out are the `beyond` longer strings: the network must go on counting. Nothing is drawn at random.
    """
    at_least("longest", longest, 1), at_least("beyond", beyond, 1)
    strings = [_counted(n) for n in range(1, longest + beyond + 1)]
    return Task(
        "anbn",
        "Gers & Schmidhuber 2001",
        seed,
        sentence_data(strings[:longest], ("S", "a", "b"), "every"),
        sentence_data(strings[longest:], ("S", "a", "b"), "every"),
        "softmax",
        "cross_entropy",
        len(NEXT),
        ("S", "a", "b"),
        NEXT,
    )


def _counted(n: int) -> Sentence:
    return Sentence(("S", *"a" * n, *"b" * n), (0, *[1] * n, *[2] * (n - 1), 3))


WHO = ("the cat", "the dog", "the owl", "a mouse", "a girl", "a boy")
DOES = ("sits", "sleeps", "sings", "runs")
WHERE = ("in the house", "on the hill", "by the river", "under a tree", "at home")
START = "^"


def next_character(seed: int = 0, heldout: int = 30) -> Task:
    """A sentence letter by letter; after each letter, which one comes next? (Elman 1990; Graves 2013.)

    All sentences who + does + where, each begun with ^ and ended with a full stop; `heldout` of them are never trained
    on. Where a word begins several letters are right, so not even a perfect model answers all.
    """
    texts = [f"{START}{who} {does} {where}." for who, does, where in product(WHO, DOES, WHERE)]
    return _next_one("next_character", "Elman 1990; Graves 2013", seed, texts, heldout)


def next_word(seed: int = 0, heldout: int = 30) -> Task:
    """The same sentences word by word: after each word, which one comes next? (Elman 1990; Bengio et al. 2003.)

    Which verb or place follows cannot be known, what kind of word does can.
    """
    texts = [(START, *f"{who} {does} {where} .".split()) for who, does, where in product(WHO, DOES, WHERE)]
    return _next_one("next_word", "Elman 1990; Bengio et al. 2003", seed, texts, heldout)


def _next_one(name: str, source: str, seed: int, texts: Sequence[Sequence[str]], heldout: int) -> Task:
    """Of each text all but the last symbol is read, and all but the first are the answers."""
    if at_least("heldout", heldout, 1) >= len(texts):
        raise TaskError("task.heldout", count=len(texts), heldout=heldout)
    shuffled = list(texts)
    generator(seed, name.replace("_", " ")).shuffle(shuffled)
    symbols = tuple(sorted({symbol for text in texts for symbol in text}))
    answer = {symbol: i for i, symbol in enumerate(symbols)}
    sentences = [Sentence(tuple(text[:-1]), tuple(answer[s] for s in text[1:])) for text in shuffled]
    return Task(
        name,
        source,
        seed,
        sentence_data(sentences[heldout:], symbols, "every"),
        sentence_data(sentences[:heldout], symbols, "every"),
        "softmax",
        "cross_entropy",
        len(symbols),
        symbols,
        symbols,
    )
