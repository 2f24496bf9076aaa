"""From a cell's lines to straight-line NumPy that runs them, forward and backward."""
