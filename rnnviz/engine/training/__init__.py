"""Named tasks, optimisers, and the training of a network on them."""
