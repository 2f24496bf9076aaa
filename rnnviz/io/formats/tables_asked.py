"""Tables of what is asked of a network: targets, a sentence's twin, and where trained weights come from."""

from __future__ import annotations

from rnnviz.io.formats.tables import ArrayTable, Table
from rnnviz.model.setup.answer import Prediction, Target
from rnnviz.model.trained.learned import Learned
from rnnviz.model.trained.own import OwnData
from rnnviz.model.trained.plan import Plan
from rnnviz.model.trained.twin import Twin


class TargetTable(Table, frozen=True):
    step: int
    answer: str = ""
    values: tuple[float, ...] = ()


class SwapTable(Table, frozen=True):
    step: int
    word: str


class TwinTable(Table, frozen=True):
    """The sentence with other words, and what is right in it."""

    swaps: tuple[SwapTable, ...]
    targets: tuple[TargetTable, ...] = ()


class SettingTable(Table, frozen=True):
    name: str
    value: int


class LabelledTable(Table, frozen=True):
    """A sentence of somebody's own data, and its label."""

    words: tuple[str, ...]
    label: str


class ColumnTable(Table, frozen=True):
    name: str
    numbers: tuple[float, ...]


class OwnTable(Table, frozen=True):
    """Somebody's own data; target: the place of the column that is predicted, counted from 0."""

    sentences: tuple[LabelledTable, ...] = ()
    columns: tuple[ColumnTable, ...] = ()
    target: int = 0


class LearnedTable(Table, frozen=True):
    """Where weights that are all given come from; trained: of those changed since what they were, null for the
    others."""

    task: str
    updates: int
    seed: int = 0
    settings: tuple[SettingTable, ...] = ()
    words: tuple[str, ...] = ()
    tolerance: float = 0.0
    touched: bool = False
    trained: tuple[ArrayTable, ...] = ()
    own: OwnTable | None = None


class PlanTable(Table, frozen=True):
    """How a network is trained; clip: null where its gradient is not clipped."""

    rule: str
    rate: float
    batch: int
    clip: float | None
    by: str
    schedule: str
    stop: int


class PredictionTable(Table, frozen=True):
    """What the network wrote itself: so many of the last steps, and what it said at last without reading it."""

    temperature: float = 1.0
    seed: int = 0
    written: int = 0
    ended: str = ""
    heats: tuple[float, ...] = ()


def target_tables(targets: tuple[Target, ...]) -> tuple[TargetTable, ...]:
    return tuple(
        TargetTable(step=int(t.step), answer=t.answer, values=tuple(float(v) for v in t.values)) for t in targets
    )


def learned_table(learned: Learned, trained: tuple[ArrayTable, ...] = ()) -> LearnedTable:
    return LearnedTable(
        task=learned.task,
        updates=int(learned.updates),
        seed=int(learned.seed),
        settings=tuple(SettingTable(name=name, value=int(value)) for name, value in learned.settings),
        words=learned.words,
        tolerance=float(learned.tolerance),
        touched=learned.touched,
        trained=trained,
        own=None if learned.own is None else own_table(learned.own),
    )


def own_table(own: OwnData) -> OwnTable:
    return OwnTable(
        sentences=tuple(LabelledTable(words=words, label=label) for words, label in own.sentences),
        columns=tuple(ColumnTable(name=name, numbers=numbers) for name, numbers in own.columns),
        target=own.target,
    )


def own_of(name: str, table: OwnTable) -> OwnData:
    sentences = tuple((each.words, each.label) for each in table.sentences)
    return OwnData(name, sentences, tuple((each.name, each.numbers) for each in table.columns), table.target)


def twin_table(twin: Twin) -> TwinTable:
    swaps = tuple(SwapTable(step=int(step), word=word) for step, word in twin.swaps)
    return TwinTable(swaps=swaps, targets=target_tables(twin.targets))


def prediction_table(prediction: Prediction) -> PredictionTable | None:
    """None where nothing was chosen and nothing written."""
    if prediction == Prediction():
        return None
    return PredictionTable(
        temperature=float(prediction.temperature), seed=int(prediction.seed), written=int(prediction.written),
        ended=prediction.ended, heats=tuple(float(heat) for heat in prediction.heats),
    )  # fmt: skip


def prediction_of(table: PredictionTable | None) -> Prediction:
    if table is None:
        return Prediction()
    return Prediction(table.temperature, table.seed, table.written, table.ended, table.heats)


def twin_of(table: TwinTable) -> Twin:
    return Twin(tuple((swap.step, swap.word) for swap in table.swaps), targets_of(table.targets))


def targets_of(tables: tuple[TargetTable, ...]) -> tuple[Target, ...]:
    return tuple(Target(t.step, t.answer, t.values) for t in tables)


def learned_of(table: LearnedTable) -> Learned:
    settings = tuple((setting.name, setting.value) for setting in table.settings)
    own = None if table.own is None else own_of(table.task, table.own)
    return Learned(
        table.task, table.seed, settings, table.updates, table.words, table.tolerance, table.touched, own=own
    )


def plan_table(plan: Plan) -> PlanTable | None:
    """None where nothing was chosen."""
    if plan == Plan():
        return None
    return PlanTable(
        rule=plan.rule, rate=float(plan.rate), batch=int(plan.batch),
        clip=None if plan.clip is None else float(plan.clip), by=plan.by, schedule=plan.schedule, stop=int(plan.stop),
    )  # fmt: skip


def plan_of(table: PlanTable | None) -> Plan:
    if table is None:
        return Plan()
    return Plan(table.rule, table.rate, table.batch, table.clip, table.by, table.schedule, table.stop)
