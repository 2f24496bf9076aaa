"""The document: simulations that are looked at together, where the story is in all of them, and undo."""
