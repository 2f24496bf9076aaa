"""Two compared cells term by term: partners numbered on both drawings, the equations of their memories in columns."""
