"""`python -m rnnviz.model.worker`: the process beside the window."""

from rnnviz.model.worker.serving import main

main()
