"""The history of the tables of `records`."""
