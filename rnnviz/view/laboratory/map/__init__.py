"""The page "What does one step pass on?": the map of influence, singular values, a bound, and remedies."""
