"""Values and gradients of every line at every step, and norms beyond the range of float64."""
