"""A cell while it is typed: its text, its history, and what is understood of it."""
