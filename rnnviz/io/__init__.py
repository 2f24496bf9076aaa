"""Files: documents, cells, weights, foreign sequences; every reader refuses with one sentence."""
