"""Networks that were trained, as setups: what they know, a sentence of their task, and its twin."""
