"""The plots beside the stage. Imports pyqtgraph, which takes a while: import it after the window has been shown."""

from rnnviz.view.plots.flow.widget import FlowMap
from rnnviz.view.plots.gradient import GradientPlot
from rnnviz.view.plots.spectrum import SpectrumPlot

__all__ = ["FlowMap", "GradientPlot", "SpectrumPlot"]
