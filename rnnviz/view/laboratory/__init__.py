"""The place Laboratory: where the gradient went, what is flat, and what one step does to a gradient, page by page."""
