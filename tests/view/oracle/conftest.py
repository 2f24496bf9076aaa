"""Windows whose painting is heard."""

from collections.abc import Iterator

import pytest

from rnnviz.view.look.facts import Listener, listening


@pytest.fixture
def heard() -> Iterator[Listener]:
    """All that is painted from here on; ask for it before the window."""
    with listening() as found:
        yield found
