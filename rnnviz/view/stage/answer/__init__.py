"""The answers right of the cell: the read-out, its bars, the target and the loss."""
