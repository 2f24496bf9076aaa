"""The card of one pinned part of the cell, where its weights are edited."""
