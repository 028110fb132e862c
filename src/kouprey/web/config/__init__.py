"""Where the node is put together: settings, addresses, checks, serving."""
