"""The weights of a network as heat grids: which there are, where each stands, what they are as text, how they change."""
