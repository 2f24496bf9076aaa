"""The map of how much every step's state depends on every earlier one, and the reading of it with pointer and keys."""
