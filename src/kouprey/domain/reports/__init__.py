"""The annual (legal) trade report of a CITES authority: its rows, its layout, and the rules it must pass."""
