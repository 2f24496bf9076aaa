"""How the state of one step depends on that of another: Jacobians, their products and bounds."""
