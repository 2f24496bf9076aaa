"""Values that are computed once."""

from rnnviz.engine.lazy import lazy


class Counted:
    def __init__(self) -> None:
        self.asked = 0

    @lazy
    def number(self) -> int:
        """How often somebody computed it."""
        self.asked += 1
        return self.asked


def test_a_value_is_computed_when_asked_for_and_once():
    one, other = Counted(), Counted()
    assert one.asked == 0
    assert (one.number, one.number, one.asked) == (1, 1, 1)
    assert other.asked == 0
    assert other.number == 1
    assert Counted.number.__doc__ == "How often somebody computed it."
