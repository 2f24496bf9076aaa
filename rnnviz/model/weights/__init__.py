"""The weights of a network as heat grids: which there are, where each stands, and how they are changed."""
