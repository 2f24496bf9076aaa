"""The text of a cell: its operations, its syntax, and the Cell that is read from it."""
