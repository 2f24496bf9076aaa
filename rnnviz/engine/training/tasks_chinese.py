"""The tasks of sentences once more in Chinese: the same questions, asked as a speaker of Chinese would put them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.training.task import Sentence, Task, at_least, distinct
from rnnviz.engine.training.tasks_language import (
    AGREEMENT_SOURCE,
    SLOT_SOURCE,
    Gap,
    Trip,
    cloze_task,
    clozes,
    held_apart,
    labelled,
    pick,
)

COMMA, STOP = "\uff0c", "\u3002"
"""The wide comma and the wide full stop."""

PREFIX = ("我", "想", "在")
VERBS = ("到达", "离开")
CITIES = ("台北", "北京", "东京", "巴黎", "罗马", "开罗", "利马", "奥斯陆")
MONTHS = ("十一月", "三月", "五月", "八月")
DAYS = ("二日", "一日", "三日", "十日", "二十一日", "三十日")
SLOTS = ("其他", "目的地", "出发地", "时间")
SHOWN = ("台北", "十一月", "二日")
"""City and date of the two sentences that are compared; no network is ever trained on them."""


def slot_filling_zh(seed: int = 0) -> Task:
    """ "我想在十一月二日到达台北": per word its slot. A city's slot depends on the verb before it.

    As `slot_filling`: every combination of verb, city and date with and without "我想在", a quarter of those of city
    and date held out, among them always 台北 on 十一月二日.
    """
    trips = held_apart([*product(CITIES, MONTHS, DAYS)], SHOWN, generator(seed, "slot filling, Chinese"))
    sentences = tuple(list(_trips(part)) for part in trips)
    vocabulary = (*PREFIX, *VERBS, *CITIES, *MONTHS, *DAYS)
    return labelled("slot_filling_zh", SLOT_SOURCE, seed, sentences, (vocabulary, SLOTS, ("none", *VERBS)))


def _trips(trips: Sequence[Trip]) -> Iterator[Sentence]:
    for (city, month, day), verb, prefix in product(trips, VERBS, ((), PREFIX)):
        slot, fact = SLOTS.index("目的地" if verb == "到达" else "出发地"), 1 + VERBS.index(verb)
        before = (0,) * len(prefix)
        yield Sentence((*prefix, month, day, verb, city), (*before, 3, 3, 0, slot), (*before, 0, 0, fact, fact))


SUBJECTS = {
    "她": ("小红", "小丽", "王芳", "李娜"),
    "他": ("小明", "小刚", "王强", "李军"),
    "他们": ("孩子们", "朋友们", "同学们", "老师们"),
}
MOODS = ("高兴", "累", "忙", "难过")
DEEDS = ("赢了", "输了", "病了", "迟到了")
FORMS = ("其他", *SUBJECTS)


def pronoun_agreement_zh(seed: int = 0, train: int = 600, heldout: int = 300, clauses: int = 3) -> Task:
    """ "小红现在很高兴,因为她赢了,而小明现在很累,因为他……": which pronoun is due?

    A Chinese verb does not change with its subject, and 他 and 她 sound the same: only who writes must choose. After
    因为 the pronoun is due, after any other word the answer is 其他. A sentence has up to `clauses` clauses, each with
    a new subject that replaces the old one. The fact to be remembered is the pronoun of the subject.
    """
    at_least("train", train, 1), at_least("heldout", heldout, 1), at_least("clauses", clauses, 1)
    rng = generator(seed, "pronoun agreement, Chinese")
    sentences = distinct(lambda: _agreeing(rng, clauses), train + heldout)
    names = [name for group in SUBJECTS.values() for name in group]
    vocabulary = (*names, "从", *CITIES[:4], "来", "现在", "很", *MOODS, COMMA, "因为", *DEEDS, "而", *SUBJECTS)
    return labelled(
        "pronoun_agreement_zh",
        AGREEMENT_SOURCE,
        seed,
        (sentences[:train], sentences[train:]),
        (vocabulary, FORMS, ("none", *SUBJECTS)),
    )


def _agreeing(rng: np.random.Generator, clauses: int) -> Sentence:
    words: list[str] = []
    facts: list[int] = []
    for number in range(int(rng.integers(1, clauses + 1))):
        more, fact = _clause(rng)
        if number:  # the old subject is remembered until the new one has been read
            words, facts = [*words, COMMA, "而"], [*facts, facts[-1], facts[-1]]
        words, facts = [*words, *more], [*facts, *[fact] * len(more)]
    due = (facts[t] if word == "因为" else 0 for t, word in enumerate(words))
    return Sentence(tuple(words), tuple(due), tuple(facts))


def _clause(rng: np.random.Generator) -> tuple[list[str], int]:
    """Its words, and the pronoun of its subject as a number of FORMS."""
    pronoun = pick(rng, tuple(SUBJECTS))
    origin = ["从", pick(rng, CITIES[:4]), "来", COMMA] if rng.random() < 0.5 else []
    reason = [COMMA, "因为", pronoun, pick(rng, DEEDS)] if rng.random() < 0.8 else []
    return [pick(rng, SUBJECTS[pronoun]), *origin, "现在", "很", pick(rng, MOODS), *reason], FORMS.index(pronoun)


YUNNAN = Gap(
    ("我", "喜欢", "旅游", COMMA, "最", "喜欢", "的", "地方", "是"),
    ("云南", "台北", "巴黎", "罗马", "东京", "开罗"),
    STOP,
    (
        ("那里", "的", "饭菜", "很", "好吃"),
        ("我", "妹妹", "喜欢", "喝茶"),
        ("去年", "下", "了", "很多", "雨"),
        ("我们", "沿着", "河边", "散步"),
        ("我", "哥哥", "去", "了", "PLACE"),
        ("有", "个", "朋友", "住", "在", "PLACE"),
    ),
    ("以后", "有", "机会", "我", "还", "要", "去"),
)


def long_gap_cloze_zh(seed: int = 0, train: int = 600, heldout: int = 200, fillers: int = 5) -> Task:
    """ "我喜欢旅游,最喜欢的地方是云南……以后有机会我还要去____": the place, read long ago.

    As `long_gap_cloze`: 1 to `fillers` other sentences stand between, some of them name another place, and only the
    last step counts.
    """
    at_least("train", train, 1), at_least("heldout", heldout, 1), at_least("fillers", fillers, 1)
    rng = generator(seed, "long-gap cloze, Chinese")
    return cloze_task("long_gap_cloze_zh", seed, YUNNAN, clozes(rng, YUNNAN, train + heldout, fillers), train)
