"""Every preset gives two to four setups that run, on the sequence and with the knobs of the one given."""

import pytest

from rnnviz.model.compare.compare_text import CompareTextError, parse_compared
from rnnviz.model.compare.naming import differences
from rnnviz.model.compare.presets import PRESETS, Preset
from rnnviz.model.compare.sharing import BY_KEY, COMMON, MOST, agree, shared_keys
from rnnviz.model.document.result import Result
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.setup import Setup

BASE = Setup(input_scale=4.0, silent=4).with_weights(seed=3).with_hidden(5).with_hold(Hold("f", 0.5))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_keeps_what_is_shared(preset: Preset) -> None:
    made = preset.made(BASE)
    assert 2 <= len(made) <= MOST and len(set(made)) == len(made)
    for setup in made:
        Result.of(setup)
        assert (setup.sequence, setup.silent, setup.input_scale) == (BASE.sequence, 4, 4.0)
        assert setup.weights.seed == 3 and all(choice.hidden == 5 for choice in setup.layers)
    told = [(setup.cell.name, found) for setup, found in zip(made, differences(made), strict=True)]
    assert len({(name, found) for name, found in told}) == len(made), "each has a name of its own"
    assert preset.made(made[0]) == made, "the list still knows it"


def test_the_four_conventions_are_four_cells() -> None:
    made = next(preset for preset in PRESETS if preset.key == "gru").made(BASE)
    assert len(made) == 4 and len({setup.cell.conventions for setup in made}) == 4


def test_what_all_share_can_be_given_to_all_and_made_each_cells_own() -> None:
    setups = [BASE, BASE.with_cell("gru"), BASE.with_cell("rnn")]
    assert shared_keys(setups, frozenset()) == set(BY_KEY)
    assert shared_keys(setups, frozenset({"seed"})) == set(BY_KEY) - {"seed"}
    values = {"silent": 2, "hidden": 3, "seed": 9, "gain": 1.5, "input_scale": 2.0, "loss": "every"}
    for common in COMMON:
        if common.key in values:
            changed = [common.put(setups[0], values[common.key]), *setups[1:]]
            assert not agree(changed, common.key) and common.of(changed[0]) == values[common.key]


def test_cells_are_named_on_a_command_line() -> None:
    assert [setup.layers[0].cell_key for setup in parse_compared("rnn, gru,lstm", BASE)] == ["rnn", "gru", "lstm"]
    assert parse_compared("bias", BASE)[3].weights.keep_bias == 3.0
    for wrong in ("lstm", "rnn,gru,lstm,mgu,rnn", "rnn,gruu"):
        with pytest.raises(CompareTextError):
            parse_compared(wrong, BASE)
