"""Small parts that several panels paint or place: paper, panes, pills, tips."""
