"""The plots beside the stage. plots.gradient imports pyqtgraph: import it after the window has been shown."""
