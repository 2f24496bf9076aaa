"""The right answers of a setup as the engine wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rnnviz.engine import ExperimentError
from rnnviz.engine.errors import suggestion
from rnnviz.model.setup.answer import Loss, Readout, Target


def engine_targets(loss: Loss, targets: Sequence[Target], readout: Readout | None, steps: int) -> Any:
    """What is right at each step that counts, classes or numbers; None where nothing is compared.

    For a loss at the last step one entry without an axis of steps. Raises ExperimentError where one is missing.
    """
    if loss.kind == "sum":
        return None
    by_step = {target.step: target for target in targets}
    found = [_wanted(loss, by_step.get(step), step, readout) for step in loss.counted(steps)]
    return found[0] if loss.at == "last" else found


def _wanted(loss: Loss, target: Target | None, step: int, readout: Readout | None) -> Any:
    if target is None:
        raise ExperimentError("target.missing", step=step + 1)
    if loss.kind == "squared":
        return target.values
    answers = readout.answers if readout else ()
    if target.answer not in answers:
        raise ExperimentError("target.answer", answer=target.answer, hint=suggestion(target.answer, answers))
    return answers.index(target.answer)
