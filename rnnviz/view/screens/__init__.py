"""The window and the screens it stands on: how small, how large and where it may be, and nothing out of reach."""
