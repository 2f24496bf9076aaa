"""Windows whose painting is heard."""

from collections.abc import Iterator

import pytest

from rnnviz.view.look.facts import Listener, listening
from rnnviz.view.work.prerender import Ahead


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """All that is painted from here on, of this moment alone; ask for it before the window."""
    monkeypatch.setattr(Ahead, "_work", lambda self: None)
    with listening() as found:
        yield found
