"""The limits of what a document says of trained weights and of a sentence's twin."""

from __future__ import annotations

from rnnviz.io.formats.checks import between, check_target, entries, one_of
from rnnviz.io.refused import Place, Refused, entry, told, within
from rnnviz.model.setup.bounds import SEED, TEMPERATURE
from rnnviz.model.setup.sequence import MAX_VOCABULARY, MAX_WIDTH, MAX_WORD, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.trained.learned import Learned, whole
from rnnviz.model.trained.own import OwnData
from rnnviz.model.trained.plan import BATCH, CLIPS, LIMIT, RATE, RULES, SCHEDULES, STOP, Plan
from rnnviz.model.trained.twin import Twin

MAX_UPDATES = 10_000_000
MAX_SETTINGS = 16


def check_learned(where: Place, learned: Learned) -> None:
    """Names, counts and the vocabulary, each word once."""
    between(told("place.length", path=within(where, "task")), len(learned.task), 1, MAX_WORD)
    between(within(where, "seed"), learned.seed, *SEED)
    between(within(where, "updates"), learned.updates, 0, MAX_UPDATES)
    between(within(where, "tolerance"), learned.tolerance, 0, 1e6)
    between(entries(within(where, "settings")), len(learned.settings), 0, MAX_SETTINGS)
    words = within(where, "words")
    between(entries(words), len(learned.words), 0, MAX_VOCABULARY)
    for number, word in enumerate(learned.words, 1):
        between(told("place.length", path=entry(words, number)), len(word), 1, MAX_WORD)
    if len(set(learned.words)) < len(learned.words):
        raise Refused(words, "words.twice")
    if learned.own is not None:
        check_own(within(where, "own"), learned.own)


def check_own(where: Place, own: OwnData) -> None:
    """A task can be built of it. EngineError, or Refused where its columns are not of one length."""
    if len({len(numbers) for _, numbers in own.columns}) > 1 or len(own.columns) > MAX_WIDTH:
        raise Refused(where, "own.uneven", most=MAX_WIDTH)
    own.task()


def check_plan(where: Place, plan: Plan) -> None:
    """Names that are known, and numbers as the window takes them."""
    for name, known in (("rule", RULES), ("by", CLIPS), ("schedule", SCHEDULES)):
        one_of(within(where, name), getattr(plan, name), known)
    for name, (low, high) in {"rate": RATE, "batch": BATCH, "stop": STOP}.items():
        between(within(where, name), getattr(plan, name), low, high)
    if plan.clip is not None:
        between(within(where, "clip"), plan.clip, *LIMIT)


def check_whole(where: Place, setup: Setup) -> None:
    """What is said to be trained must all be there."""
    if setup.learned is not None and not whole(
        setup.weights.given, param_shapes(setup.layers, setup.reads, setup.readout)
    ):
        raise Refused(where, "learned.part")


def check_prediction(where: Place, setup: Setup) -> None:
    """What is said to be written is behind something given, and a read-out can have said it."""
    found, given = setup.prediction, len(setup.sequence.words) or len(setup.sequence.rows)
    answers = setup.readout.answers if setup.readout is not None else ()
    between(within(where, "temperature"), found.temperature, *TEMPERATURE)
    between(within(where, "seed"), found.seed, *SEED)
    for heat in found.heats:
        between(within(where, "heats"), heat, *TEMPERATURE)
    if found.heats:
        between(within(where, "heats"), len(found.heats), found.made, found.made)
    between(within(where, "written"), found.written, 0, max(given - 1, 0) if answers else 0)
    said = (*setup.sequence.words[setup.typed :], found.ended) if setup.sequence.words else (found.ended,)
    for word in filter(None, said):
        one_of(where, word, answers)


def check_twin(where: Place, twin: Twin, setup: Setup) -> None:
    """Swaps change words that are there, into such as may stand in a sentence; SequenceError or Refused."""
    words = setup.sequence.words
    check_swaps(where, twin, words, setup.steps)
    setup.checked(words_sequence(list(twin.words(words))))


def check_swaps(where: Place, twin: Twin, words: tuple[str, ...], steps: int) -> None:
    """The same of a sentence that no network reads yet."""
    between(entries(within(where, "swaps")), len(twin.swaps), 1, max(len(words), 1))
    for number, (step, _) in enumerate(twin.swaps, 1):
        between(within(entry(within(where, "swaps"), number), "step"), step, 0, len(words) - 1)
    words_sequence(list(twin.words(words)))
    for number, target in enumerate(twin.targets, 1):
        check_target(entry(within(where, "targets"), number), target, steps)
