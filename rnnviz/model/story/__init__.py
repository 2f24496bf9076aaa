"""Where the story is: steps, halts and directions."""
