"""What is printed adds up with a calculator: the oracle reads the printed digits back and works in decimals."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.language.tree import Expr
from rnnviz.model.figures.rounding import Precision, PrintedChain, agrees, chain, rounded

UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
PLACES = [Precision(more, significant) for more in (0, 1, 2) for significant in (False, True)] + [Precision(decimals=4)]
MAGNITUDES = st.floats(1e-290, 2e6) | st.floats(1e-4, 0.2) | st.sampled_from([0.0, 1e6, 0.01, 0.1])  # all digits held
VALUES = st.builds(lambda size, sign: sign * size, MAGNITUDES, st.sampled_from([1, -1]))


def printed(text: str) -> Decimal:
    """The number that stands on the screen."""
    mantissa, _, exponent = text.replace("−", "-").partition("·10")
    return Decimal(mantissa).scaleb(int(exponent.translate(UP) or 0))


def shown(value: float) -> Expr:
    return Expr("shown", number=value)


def added(*values: float) -> Expr:
    return Expr("sum", tuple(map(shown, values)), signs=(1,) * len(values))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.126, Precision(), "0.13"), (0.126, Precision(1), "0.126"), (-0.004, Precision(), "0.00"),
        (0.0, Precision(), "0.00"), (999999.0, Precision(), "999999.00"), (1e6, Precision(), "1.0·10⁶"),
        (-1e6, Precision(1), "−1.00·10⁶"),
        (0.0, Precision(0, True), "0"), (0.01, Precision(0, True), "0.010"), (0.0099, Precision(0, True), "9.9·10⁻³"),
        (0.1, Precision(0, True), "0.10"), (0.099, Precision(0, True), "0.099"),
        (-0.00123, Precision(1, True), "−1.23·10⁻³"),
        (float("inf"), Precision(0, True), "∞"), (float("-inf"), Precision(), "−∞"), (float("nan"), Precision(), "NaN"),
        (0.12345, Precision(decimals=4), "0.1235"), (0.0123, Precision(1, True), "0.0123"),
    ],
)  # fmt: skip
def test_how_a_number_is_printed(value: float, places: Precision, text: str) -> None:
    assert places.text(value) == text


@given(VALUES, st.sampled_from(PLACES))
def test_the_value_is_what_the_text_says_and_the_slack_half_of_its_last_digit(value: float, places: Precision) -> None:
    found = printed(places.text(value))
    assert Decimal(repr(places.value(value))) == found
    if value:
        assert places.slack(value) == pytest.approx(float(Decimal(5).scaleb(found.as_tuple().exponent - 1)), rel=1e-12)
        assert abs(value - places.value(value)) <= places.slack(value) * (1 + 1e-6)


def test_what_is_no_number_stays_what_it_is() -> None:
    assert Precision().value(float("inf")) == float("inf")
    assert Precision().slack(0.0) == 0.005
    assert Precision(0, True).slack(0.0) == 0.0005


def test_only_plugged_in_numbers_are_rounded() -> None:
    tree = Expr("sum", (shown(0.126), Expr("const", number=0.126)), signs=(1, -1))
    assert rounded(tree, Precision()) == Expr("sum", (shown(0.13), Expr("const", number=0.126)), signs=(1, -1))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (added(0.5, 0.25), shown(0.75), True), (added(0.5, 0.25), shown(0.76), False),
        (added(0.5, 0.245), shown(0.75), True),  # half a unit of the last digit is still the same
        (added(0.5, 0.244), shown(0.75), False), (added(0.5, float("inf")), shown(1.0), True),
        (added(0.5, 0.25), shown(float("nan")), True), (added(0.5, 0.25), added(0.5, 0.26), False),
        (added(0.5, 0.25), added(0.5, 0.25), True), (added(2.0, 0.25), added(3.0, 0.25), False),
        (added(1e9, 4e7), shown(1e9), True), (added(1e9, 6e7), shown(1e9), False),
    ],
)  # fmt: skip
def test_what_is_worked_out_agrees_or_not(left: Expr, right: Expr, same: bool) -> None:
    assert agrees(left, right, Precision()) is same


@pytest.mark.parametrize(("value", "true", "told"), [(0, 0.003, False), (0, 0, True), (0.01, 0.003, True)])
def test_a_nought_tells_nothing_of_what_is_none(value: float, true: float, told: bool) -> None:
    assert PrintedChain((shown(value),), (), (), (Precision(),)).tells(shown(true)) is told


@pytest.mark.parametrize(
    ("trees", "more", "significant"),
    [
        ([added(0.5, 0.25), shown(0.75)], [0, 0], False),
        ([added(0.124, 0.124), shown(0.248)], [1, 1], False),  # 0.12 + 0.12 is not 0.25
        ([added(0.0044, 0.0044), shown(0.0088)], [1, 0], False),  # 0.008 is 0.01, not 0.009
        ([added(0.12344, 0.12344), shown(0.24688)], [1, 0], False),
        ([shown(0.75)], [0], False), ([shown(0.003)], [1], False), ([shown(0.0003)], [2], False),
        ([shown(0.00003)], [0], True), ([shown(0.0)], [0], False),
    ],
)  # fmt: skip
def test_the_shortest_rounding_that_adds_up(trees: list[Expr], more: list[int], significant: bool) -> None:
    found = chain(trees)
    assert [places.more for places in found.places] == more
    assert {places.significant for places in found.places} == {significant}
    assert all(found.joins) and all(found.ends)


@pytest.mark.parametrize(("value", "more"), [(0.124, [1, 1, 1]), (0.1244, [1, 0, 0]), (0.25, [0, 0, 0])])
def test_numbers_worked_out_on_the_way_have_digits_of_their_own(value: float, more: list[int]) -> None:
    """0.124 + 0.124 is 0.248, which three digits say of 0.1244 twice, too, but not that it is 0.249."""
    found = chain([added(value, value), shown(2 * value), shown(2 * value)])
    assert [places.more for places in found.places] == more
    assert found.joins == found.ends == (True, True)


def test_what_does_not_add_up_is_printed_plainly_and_says_so() -> None:
    found = chain([added(0.5, 0.25), shown(0.9), shown(0.75)])
    assert [places.more for places in found.places] == [0, 0, 0]
    assert (found.joins, found.ends) == ((False, False), (True, False))
    gradient = chain([shown(0.5), shown(0.00003)], Precision(significant=True))
    assert [places.text(tree.number) for places, tree in zip(gradient.places, gradient.trees, strict=True)] == [
        "0.50", "3.0·10⁻⁵",
    ]  # fmt: skip


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=4))
def test_where_a_line_says_it_adds_up_it_does_on_a_calculator(values: list[float]) -> None:
    found = chain([added(*values), shown(sum(values)), shown(sum(values))])
    texts = [
        [places.text(e.number) for e in tree.args or (tree,)]
        for tree, places in zip(found.trees, found.places, strict=True)
    ]
    sums = [sum(map(printed, line)) for line in texts]
    digit = [Decimal(5).scaleb(printed(line[-1]).as_tuple().exponent - 1) for line in texts]
    for k, (a, b) in enumerate(pairwise(sums)):
        assert found.joins[k] == (abs(a - b) <= digit[k + 1] + Decimal("1e-9"))
        assert found.ends[k] == (abs(a - sums[-1]) <= digit[-1] + Decimal("1e-9"))
