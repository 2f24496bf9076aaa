"""How a process ends, in order or not, and how what was on screen outlives it."""
