"""Commands of the node's shell for officers."""
