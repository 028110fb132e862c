"""What every room of the node shares: the audit of acts."""
