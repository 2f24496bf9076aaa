"""The bar with which the story is moved, and the field its sequence is typed in."""
