"""Lists of taxa that were loaded: where they lie, how they are written, how a name is looked up."""
