"""The people of a node."""
