"""A network writes on: by the engine's own draws, one by one as at once, and back again."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rnnviz.engine import run_network
from rnnviz.engine.training.predict import continued, tempered
from rnnviz.io.document import decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.io.trained import load_trained
from rnnviz.model.answers.answers import answers_of
from rnnviz.model.answers.variants import with_next_word, with_swap
from rnnviz.model.prediction.asked import drawing, written
from rnnviz.model.prediction.keeping import own_words
from rnnviz.model.prediction.truth import truth_of
from rnnviz.model.prediction.writing import (
    AHEAD,
    MOST,
    WritingError,
    candidates,
    drawn_again,
    objection,
    taken_back,
    unwritten,
    writes,
    written_on,
)
from rnnviz.model.setup.answer import Loss, Prediction
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor


@cache
def cat() -> Setup:
    """What answers.md asks: ^the cat sits, a temperature of 0.7, seed 14."""
    setup = with_own_sequence(load_trained("next_character"), parse_sequence("the cat sits␣"))
    return replace(setup, prediction=Prediction(0.7, 14))


@cache
def series(name: str, known: int = 24) -> Setup:
    setup = load_trained(name)
    return setup.with_sequence(replace(unwritten(setup).sequence, rows=truth_rows(name)[:known]))


@cache
def truth_rows(name: str) -> tuple[tuple[float, ...], ...]:
    from rnnviz.engine.training.tasks import build_task

    return tuple(map(tuple, build_task(name).heldout.inputs[:, 0].tolist()))


def test_the_specification_s_text_is_drawn() -> None:
    found = written_on(cat(), None)
    assert "".join(found.sequence.words) == "^the␣cat␣sits␣on␣the␣hill" and found.typed == 14
    assert found.prediction == Prediction(0.7, 14, written=11, ended=".")
    assert found.loss.counted(found.steps) == tuple(range(13)) and len(found.targets) == 13
    answers = answers_of(found, run_network(found.network()))
    names = found.readout.answers
    order = np.argsort(-answers.offered(13))[:5]
    assert [names[i] for i in order] == ["a", "i", "u", "o", "b"]
    assert np.round(answers.offered(13)[order], 2).tolist() == [0.32, 0.30, 0.14, 0.12, 0.12]
    assert np.allclose(answers.offered(13), tempered(answers.p[13], 0.7)) and names[answers.drawn_at(13)] == "o"
    assert [names[answers.drawn_at(t)] for t in range(13, 25)] == list("on␣the␣hill.")
    assert answers.drawn_at(12) is None and answers.right(20) is None and np.isnan(answers.losses[14:]).all()


def test_one_by_one_is_all_at_once_and_back() -> None:
    one = cat()
    while objection(one) is None:
        one = written_on(one)
    assert one == written_on(cat(), None) == written_on(cat(), 40)
    with pytest.raises(WritingError, match="take the end back"):
        written_on(one)
    while one.prediction.made:
        one = taken_back(one)
    assert one == cat() == unwritten(written_on(cat(), 7)) == taken_back(one)


def test_the_same_seed_writes_the_same() -> None:
    whole = written_on(cat(), None)
    other = drawn_again(whole, 15)
    assert drawn_again(whole, 14) == whole and other.sequence != whole.sequence
    assert drawn_again(other, 14) == whole
    assert drawn_again(written_on(cat(), 4), 3).prediction == Prediction(0.7, 3, written=4)
    cold = replace(cat(), prediction=Prediction(0.0, 1))
    assert written_on(cold, None).sequence == written_on(replace(cold, prediction=Prediction(0.0, 2)), None).sequence


def test_another_word_before_it_forgets_what_was_written() -> None:
    whole = written_on(cat(), None)
    words = list(whole.sequence.words)
    words[5] = "d"
    changed = with_own_sequence(whole, replace(whole.sequence, words=tuple(words)))
    assert "".join(changed.sequence.words) == "^the␣dat␣sits␣" and changed.prediction == Prediction(0.7, 14)
    words = list(whole.sequence.words)
    words[16] = "a"
    changed = with_own_sequence(whole, replace(whole.sequence, words=tuple(words)))
    assert "".join(changed.sequence.words) == "^the␣cat␣sits␣ona" and not changed.prediction.made
    assert [t.answer for t in changed.targets] == list(changed.sequence.words[1:])
    assert whole.with_hidden(5).prediction.made == 0 == whole.with_readout(None).prediction.made


def test_what_was_written_is_kept_in_a_document() -> None:
    whole = written_on(cat(), None)
    assert decode(encode(Saved(whole)), "x.rnnviz").setup == whole
    ahead = written_on(series("sine"), None)
    assert decode(encode(Saved(ahead)), "x.rnnviz").setup == ahead


def test_a_held_line_is_held_while_it_is_written() -> None:
    held = cat().with_hold(Hold("z", 0.3, 3, 9))
    found = written_on(replace(held, prediction=Prediction(0.0)), 6)
    answers = answers_of(found, run_network(found.network()))
    names = found.readout.answers
    assert all(names[answers.likeliest(t)] == names[answers.drawn_at(t)] for t in range(13, 19))


def test_a_blank_is_filled_once() -> None:
    cloze = load_trained("long_gap_cloze")
    found = written_on(replace(cloze, prediction=Prediction(0.0)), None)
    assert found.sequence == cloze.sequence and found.prediction.ended == cloze.targets[0].answer
    assert found.loss == cloze.loss and objection(found) is not None


@pytest.mark.parametrize("name", ["sine", "prices"])
def test_a_series_is_predicted_beside_its_truth(name: str) -> None:
    begun = series(name)
    found = written_on(begun, None)
    assert writes(begun) == "numbers" and found.steps == 40 and found.prediction.written == 16
    expected = continued(begun.network(), np.array(begun.sequence.rows), 16)
    assert np.allclose(found.sequence.rows[24:], expected, atol=1e-12)
    truth = {t.step: t.values for t in found.targets}
    assert all(truth[t] == truth_rows(name)[t + 1] for t in range(23, 39)) and 39 in truth
    assert max(found.loss.counted(40)) == 23, "what it wrote itself costs nothing"
    assert len(written_on(found, None).sequence.rows) == 40 + AHEAD and truth_of(found) == truth_of(begun)
    one = begun
    for _ in range(16):
        one = written_on(one)
    assert np.allclose(one.sequence.rows, found.sequence.rows, atol=1e-12)


def test_the_input_scale_is_taken_out_of_what_is_predicted() -> None:
    begun = replace(series("sine"), input_scale=2.0)
    found = written_on(begun, 3)
    assert np.allclose(found.inputs()[24:], continued(begun.network(), begun.inputs(), 3))


def test_drawn_weights_write_on_too() -> None:
    setup = with_next_word(Setup(sequence=parse_sequence("arrive Taipei on")))
    assert writes(setup) == "words"
    assert written_on(setup, None).prediction.written == MOST
    twin = with_next_word(with_swap(with_swap(setup, 2, "love"), 0, "go"))
    given = twin.with_array("0.W_f", np.zeros(twin.network().params["0.W_f"].shape))
    assert written_on(given, 3).prediction.written == 3  # what the twin reads can be answered, too
    with pytest.raises(WritingError, match="grows"):
        grown = replace(series("sine"), input_scale=1e-2).with_array("d", [1e6])
        written_on(grown, 3)


@pytest.mark.parametrize(
    "name",
    ["slot_filling", "pixel_picture", "parity", "adding", "pronoun_agreement_zh", "sentence_class", "delayed_copy"],
)
def test_what_cannot_be_read_again_is_not_written(name: str) -> None:
    assert writes(load_trained(name)) == ""
    with pytest.raises(WritingError, match="does not say what comes next"):
        written_on(load_trained(name))


def test_what_reads_from_the_end_writes_nothing() -> None:
    both = with_next_word(Setup((LayerChoice("rnn", hidden=3, direction="both"),)))
    assert str(objection(both)).startswith("What reads from the end")


def test_retyped_words_are_their_own_targets() -> None:
    setup = with_next_word(Setup(sequence=parse_sequence("arrive Taipei on November 2nd")))
    changed = setup.with_sequence(parse_sequence("leave Taipei"))
    assert [t.answer for t in changed.targets] == ["Taipei"] and changed.loss == Loss("cross_entropy", (0,))
    longer = changed.with_sequence(parse_sequence("leave Taipei on 2nd"))
    assert longer.loss.counted(4) == (0, 1, 2)


def test_a_command_line_asks_for_it() -> None:
    asked = drawing(unwritten(cat()), 0.7, 14)
    assert written(asked, "end") == written_on(cat(), None) and written(asked, "3") == written_on(cat(), 3)
    for temperature, seed in ((2.1, None), (float("nan"), None), (None, -1)):
        with pytest.raises(WritingError, match="lies outside"):
            drawing(cat(), temperature, seed)
    for text in ("0", "501", "soon", "-1"):
        with pytest.raises(WritingError, match="should be a number from 1"):
            written(cat(), text)


def test_what_fills_the_blank_is_told_from_its_rivals() -> None:
    cloze = load_trained("long_gap_cloze")
    facts, rivals = candidates(cloze)
    assert [cloze.sequence.words[t] for t in (*facts, *rivals)] == ["Yunnan", "Cairo"] and facts == (8,)
    assert candidates(cat()) == candidates(load_trained("slot_filling")) == ((), ())


def test_every_draw_keeps_the_temperature_it_was_drawn_at() -> None:
    warm = written_on(drawing(written_on(cat(), 2), 1.5, None), 1)
    assert warm.prediction.heats == (0.7, 0.7, 1.5) and answers_of(warm, run_network(warm.network())).heat_at(14) == 0.7
    assert decode(encode(Saved(warm, Cursor())), "x").setup == warm
    back = taken_back(taken_back(taken_back(warm)))
    assert back.prediction.heats == () and drawing(back, 0.7, None) == cat()
    assert drawing(drawing(written_on(cat(), 2), 1.5, None), 0.7, None) == written_on(cat(), 2)
    assert drawn_again(warm, 14).prediction.heats == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.with_cell("lstm"), lambda s: s.with_weights(gain=1.1), lambda s: s.with_hold(Hold("z", 0.5)),
        lambda s: s.with_number("0.U_z", (0, 0), 3.0), lambda s: replace(s, input_scale=2.0),
        lambda s: replace(s, dtype="float32"), lambda s: replace(s, start=Arrays({"0.h": np.ones(32)})),
    ],
)  # fmt: skip
def test_what_another_network_wrote_goes(change: Callable[[Setup], Setup]) -> None:
    before = written_on(cat(), 4)
    after = own_words(before, change(before))
    assert after.sequence.words == cat().sequence.words and after.prediction == Prediction(0.7, 14)
    assert after.layers == change(before).layers and max(target.step for target in after.targets) < after.typed


def test_what_makes_no_other_network_leaves_what_was_written() -> None:
    before = written_on(cat(), 4)
    for after in (drawing(before, 1.2, 3), replace(before, unremembered=True), taken_back(before), unwritten(before)):
        assert own_words(before, after) is after
