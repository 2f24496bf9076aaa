"""What everything in a window works with, whatever the window shows."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.view.look.appearance import Appearance
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.keys import KeyWatch
from rnnviz.view.window.notices import Notices


@dataclass(frozen=True, slots=True)
class Tools:
    """remembers: whether what is done here is kept for the next launch."""

    actions: Actions
    notices: Notices
    keys: KeyWatch
    look: Appearance
    remembers: bool
