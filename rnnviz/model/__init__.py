"""What the user chose, where the story is, and what is to be drawn of it: frozen values without a screen."""
