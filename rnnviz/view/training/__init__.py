"""The face of the right column in which a network is trained, and what it answers to the held-out sentences."""
