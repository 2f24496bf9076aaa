"""Where a gradient went, what each step gave to the weights, what is flat, and what a small change does."""
