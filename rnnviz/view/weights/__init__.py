"""The face of the right column that shows every weight of a network, to be pointed at and changed."""
