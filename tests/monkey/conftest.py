"""The windows of the view's own tests."""

from tests.view.conftest import make_window

__all__ = ["make_window"]
