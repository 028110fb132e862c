"""The history of the tables of `core`."""
