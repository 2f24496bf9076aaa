"""Everything that is seen: widgets that draw what the model says and compute nothing."""
