"""Tables people really have: what one holds is understood first, then chosen from, and only then becomes a sequence."""
