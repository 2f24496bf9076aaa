"""The terms of a row product: the largest are shown, and with what is folded away they are the whole product."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.model.reading.term_shares import all_terms, biases, chosen_terms, products

T, UNIT = 3, 2


def run_of(hidden: int, width: int):
    rng = np.random.default_rng(5)
    return simulate(Experiment.build(CELLS["lstm"], hidden, rng.normal(size=(5, width)), seed=1))


@pytest.mark.parametrize(("hidden", "width"), [(3, 2), (5, 6), (6, 5), (7, 6), (9, 8), (12, 20)])
def test_all_of_a_few_terms_are_shown_and_of_many_the_five_largest(hidden: int, width: int) -> None:
    run = run_of(hidden, width)
    params, inputs = run.experiment.params, {"W_f": run.value("x")[T], "U_f": run.value("h_prev")[T]}
    shown = dict(zip(inputs, chosen_terms(run, "f", T, UNIT), strict=True))
    for product in products(run, "f", T, UNIT, ()):
        weights, values = params[product.matrix][UNIT], inputs[product.matrix]
        sizes = np.abs(weights * values)
        count = len(values)
        largest = range(count) if count <= 6 else sorted(np.argsort(-sizes)[:5].tolist())
        assert list(shown[product.matrix]) == list(largest) == [share.index[1] for share in product.shares]
        assert all(share.index[0] == UNIT and share.label == str(share.index[1] + 1) for share in product.shares)
        for share in product.shares:
            assert (share.weight, share.value) == (weights[share.index[1]], values[share.index[1]])
            assert share.product == share.weight * share.value
        assert product.others == count - len(product.shares)
        assert product.total == pytest.approx(weights @ values)
        assert sum(share.product for share in product.shares) + product.rest == pytest.approx(product.total)
    assert [len(terms) for terms in all_terms(run, "f", T, UNIT)] == [width, hidden]


def test_of_a_word_only_its_own_column_is_shown() -> None:
    one_hot = np.eye(9)[[0, 4, 7, 8]]
    run = simulate(Experiment.build(CELLS["rnn"], 3, one_hot, seed=1))
    names = tuple(f"word {i}" for i in range(9))
    (terms, _) = chosen_terms(run, "h", 1, 0)
    assert terms == (4,)
    product, _ = products(run, "h", 1, 0, names)
    assert [share.label for share in product.shares] == ["word 4"] and product.others == 8 and product.rest == 0


def test_a_vector_has_one_number_for_a_unit() -> None:
    run = run_of(3, 2)
    assert [(b.name, b.index, b.value) for b in biases(run, "f", 2)] == [("b_f", (2,), run.experiment.params["b_f"][2])]
