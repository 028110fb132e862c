"""Records that can be shared, their marks and versions, and the desk that decides what leaves."""
