"""Several sequences of one's own for one network: typed, one of them on the tape, and what is answered to each."""
