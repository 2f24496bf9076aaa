"""The page "Which step moves the weights?": every step's piece of a gradient, scissors, and clipping."""
