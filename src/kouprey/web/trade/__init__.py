"""Trade data of this node, as its officers bring them in."""
