"""The page "How deep does it reach?": the gradient at every layer, direction and step of a network."""
