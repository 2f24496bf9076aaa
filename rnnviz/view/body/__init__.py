"""The body of the window: its places, the panels in them, and how they share the room."""
