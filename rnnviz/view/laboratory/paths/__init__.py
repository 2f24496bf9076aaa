"""The page "Where did the gradient go?": the gradient of a state, shared out by the ways it took."""
