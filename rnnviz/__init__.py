"""rnnviz: see a recurrent cell compute, forwards and backwards."""

__version__ = "0.1.0"
