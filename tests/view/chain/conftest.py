"""Windows that are looked at, no more: one serves a module."""

import pytest

from tests.view.conftest import Make


@pytest.fixture
def make_window(show_setup: Make) -> Make:
    return show_setup
