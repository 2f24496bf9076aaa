"""Tasks made of sentences: slot filling, pronoun agreement, the long-gap cloze. Words enter as 1-of-N."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.training.task import Sentence, Task, at_least, distinct, sentence_data

Trip = tuple[str, str, str]
"""City, month and day."""
SLOT_SOURCE = "slot filling in the manner of ATIS: Hemphill, Godfrey & Doddington 1990; by an RNN: Mesnil et al. 2013"
AGREEMENT_SOURCE = "agreement with a remembered subject: Elman 1991; Linzen, Dupoux & Goldberg 2016"
GAP_SOURCE = "a word predicted from a fact far behind: the long-term dependencies of Bengio, Simard & Frasconi 1994"

PREFIX = ("I", "would", "like", "to")
VERBS = ("arrive", "leave")
CITIES = ("Taipei", "Beijing", "Tokyo", "Paris", "Rome", "Cairo", "Lima", "Oslo")
MONTHS = ("November", "March", "May", "August")
DAYS = ("2nd", "1st", "3rd", "10th", "21st", "30th")
SLOTS = ("other", "destination", "departure", "time")
SHOWN = ("Taipei", "November", "2nd")
"""City and date of the two sentences every lecture compares; no network is ever trained on them."""


def slot_filling(seed: int = 0) -> Task:
    """ "arrive Taipei on November 2nd": per word its slot. A city's slot depends on the verb before it.

    Every combination of verb, city and date stands with and without "I would like to". A quarter of the combinations
    of city and date is held out, with both verbs, and among them always Taipei on November 2nd.
    """
    vocabulary = (*PREFIX, *VERBS, "Taipei", "on", "November", "2nd", *CITIES[1:], *MONTHS[1:], *DAYS[1:])
    trips = held_apart([*product(CITIES, MONTHS, DAYS)], SHOWN, generator(seed, "slot filling"))
    sentences = tuple(list(_trips(part)) for part in trips)
    return labelled("slot_filling", SLOT_SOURCE, seed, sentences, (vocabulary, SLOTS, ("none", *VERBS)))


def held_apart(trips: list[Trip], shown: Trip, rng: np.random.Generator) -> tuple[list[Trip], list[Trip]]:
    """Trips to train on, and a quarter to judge by, the shown one first among them."""
    others = [trip for trip in trips if trip != shown]
    rng.shuffle(others)
    count = len(others) // 4
    return others[count:], [shown, *others[:count]]


def _trips(trips: Sequence[Trip]) -> Iterator[Sentence]:
    for (city, month, day), verb, prefix in product(trips, VERBS, ((), PREFIX)):
        slot, fact = SLOTS.index("destination" if verb == "arrive" else "departure"), 1 + VERBS.index(verb)
        before = (0,) * len(prefix)
        yield Sentence(
            (*prefix, verb, city, "on", month, day),
            (*before, 0, slot, 0, 3, 3),
            (*before, fact, fact, fact, fact, fact),
        )


SUBJECTS = {
    "she": ("Mary", "Anna", "Emma", "Lucy"),
    "he": ("John", "Peter", "Paul", "David"),
    "they": ("children", "friends", "parents", "students"),
}
MOODS = ("happy", "tired", "busy", "late")
DEEDS = ("won", "slept", "worked", "walked")
FORMS = ("other", "is", "are", "she", "he", "they")


def pronoun_agreement(seed: int = 0, train: int = 600, heldout: int = 300, clauses: int = 3) -> Task:
    """ "Mary from Rome now is happy because she won and John now ...": which form agrees with the subject?

    After "now" the verb is due ("is" or "are"), after "because" the pronoun ("she", "he", "they"); after any other
    word the answer is "other". A sentence has up to `clauses` clauses, and each brings a new subject that replaces
    the old one. The fact to be remembered is the pronoun of the subject.
    """
    at_least("train", train, 1), at_least("heldout", heldout, 1), at_least("clauses", clauses, 1)
    rng = generator(seed, "pronoun agreement")
    sentences = distinct(lambda: _agreeing(rng, clauses), train + heldout)
    names = [name for group in SUBJECTS.values() for name in group]
    vocabulary = (*names, "from", "in", *CITIES[:4], "now", *MOODS, "because", *DEEDS, "and", *FORMS[1:])
    return labelled(
        "pronoun_agreement",
        AGREEMENT_SOURCE,
        seed,
        (sentences[:train], sentences[train:]),
        (vocabulary, FORMS, ("none", *SUBJECTS)),
    )


def _agreeing(rng: np.random.Generator, clauses: int) -> Sentence:
    parts = [_clause(rng) for _ in range(int(rng.integers(1, clauses + 1)))]
    words, answers, facts = parts[0]
    for more in parts[1:]:  # the old subject is remembered until the new one has been read
        words, answers, facts = [*words, "and", *more[0]], [*answers, 0, *more[1]], [*facts, facts[-1], *more[2]]
    return Sentence(tuple(words), tuple(answers), tuple(facts))


def _clause(rng: np.random.Generator) -> tuple[list[str], list[int], list[int]]:
    pronoun = pick(rng, tuple(SUBJECTS))
    verb = "are" if pronoun == "they" else "is"
    origin = ["from", pick(rng, CITIES[:4])] if rng.random() < 0.5 else []
    place = ["in", pick(rng, CITIES[:4])] if rng.random() < 0.5 else []
    reason = ["because", pronoun, pick(rng, DEEDS)] if rng.random() < 0.7 else []
    words = [pick(rng, SUBJECTS[pronoun]), *origin, "now", verb, pick(rng, MOODS), *place, *reason]
    due = {"now": FORMS.index(verb), "because": FORMS.index(pronoun)}
    return words, [due.get(word, 0) for word in words], [1 + list(SUBJECTS).index(pronoun)] * len(words)


@dataclass(frozen=True, slots=True)
class Gap:
    """The words of a cloze: how it opens and ends, places, the full stop, what may stand between (PLACE: a place)."""

    opening: tuple[str, ...]
    places: tuple[str, ...]
    stop: str
    fillers: tuple[tuple[str, ...], ...]
    ending: tuple[str, ...]

    @property
    def vocabulary(self) -> tuple[str, ...]:
        filling = [word for words in self.fillers for word in words if word != "PLACE"]
        return tuple(dict.fromkeys((*self.opening, *self.places, self.stop, *filling, *self.ending)))


YUNNAN = Gap(
    ("I", "love", "travelling", ",", "my", "favourite", "place", "is"),
    ("Yunnan", "Taipei", "Paris", "Rome", "Tokyo", "Cairo"),
    ".",
    (
        ("the", "food", "there", "is", "good"),
        ("my", "sister", "likes", "tea"),
        ("last", "year", "it", "rained"),
        ("we", "walk", "by", "the", "river"),
        ("my", "brother", "went", "to", "PLACE"),
        ("a", "friend", "is", "in", "PLACE"),
    ),
    ("every", "holiday", "I", "go", "to"),
)


def long_gap_cloze(seed: int = 0, train: int = 600, heldout: int = 200, fillers: int = 5) -> Task:
    """ "I love travelling, my favourite place is Yunnan ... every holiday I go to ___": the place, read long ago.

    1 to `fillers` other sentences stand between; some of them name another place, which must not replace it. Only the
    last step counts.
    """
    at_least("train", train, 1), at_least("heldout", heldout, 1), at_least("fillers", fillers, 1)
    rng = generator(seed, "long-gap cloze")
    return cloze_task("long_gap_cloze", seed, YUNNAN, clozes(rng, YUNNAN, train + heldout, fillers), train)


def clozes(rng: np.random.Generator, gap: Gap, count: int, fillers: int) -> list[Sentence]:
    """Different sentences with 1 to `fillers` others in the gap."""
    return distinct(lambda: _cloze(rng, gap, fillers), count)


def cloze_task(name: str, seed: int, gap: Gap, sentences: list[Sentence], train: int) -> Task:
    """The first `train` sentences to train on, the others to judge by; asked is the place, at the last word."""
    return Task(
        name,
        GAP_SOURCE,
        seed,
        sentence_data(sentences[:train], gap.vocabulary, "last"),
        sentence_data(sentences[train:], gap.vocabulary, "last"),
        "softmax",
        "cross_entropy",
        len(gap.places),
        gap.vocabulary,
        gap.places,
        fact_names=("none", *gap.places),
    )


def _cloze(rng: np.random.Generator, gap: Gap, fillers: int) -> Sentence:
    place = pick(rng, gap.places)
    words = [*gap.opening, place, gap.stop]
    for _ in range(int(rng.integers(1, fillers + 1))):
        filler = gap.fillers[int(rng.integers(len(gap.fillers)))]
        words += [*(pick(rng, gap.places) if word == "PLACE" else word for word in filler), gap.stop]
    words += gap.ending
    fact = gap.places.index(place)
    known = [0] * len(gap.opening) + [1 + fact] * (len(words) - len(gap.opening))
    return Sentence(tuple(words), (*[-1] * (len(words) - 1), fact), tuple(known))


def pick(rng: np.random.Generator, words: Sequence[str]) -> str:
    """One of the words, each as likely as the others."""
    return words[int(rng.integers(len(words)))]


def labelled(
    name: str,
    source: str,
    seed: int,
    sentences: tuple[list[Sentence], ...],
    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
) -> Task:
    """A task that gives every word a class. sentences: to train on, and to judge by; names: vocabulary, classes, names
    of the facts."""
    vocabulary, classes, facts = names
    train, heldout = (sentence_data(part, vocabulary, "every") for part in sentences)
    return Task(
        name, source, seed, train, heldout, "softmax", "cross_entropy", len(classes), vocabulary, classes, None, facts
    )
