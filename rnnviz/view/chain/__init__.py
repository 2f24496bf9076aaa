"""The chain: the network unrolled in time, above the tape's rows."""

from rnnviz.view.chain.widget import ChainView

__all__ = ["ChainView"]
