"""What is painted is listened to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rnnviz.view.look.facts import Listener, listening


@pytest.fixture
def heard() -> Iterator[Listener]:
    with listening() as found:
        yield found
