"""What is left of a product holds every value and every combination of the others."""

import pytest

from tests.covering import covering


@pytest.mark.parametrize("firsts", [1, 2, 3, 5, 25])
@pytest.mark.parametrize("others", [(2,), (3, 2), (6, 2), (11,), (5, 2, 2)])
@pytest.mark.parametrize("times", [1, 3])
def test_nothing_is_left_out(firsts: int, others: tuple[int, ...], times: int) -> None:
    axes = [range(firsts), *map(range, others)]
    found, whole = covering(*axes, times=times), covering(*axes, full=True)
    assert len(set(whole)) == len(whole) and set(found) <= set(whole) and len(set(found)) == len(found)
    assert {case[1:] for case in found} == {case[1:] for case in whole}
    assert {case[0] for case in found} == set(range(firsts))


def test_another_beginning_meets_others() -> None:
    assert not set(covering("ab", "xy", shift=1)) & set(covering("ab", "xy"))
    assert covering("ab", "xy") == [("a", "x"), ("b", "y")]
