"""Pictures of observations: what an officer may read, counted, laid on a map, and set beside legal trade."""
