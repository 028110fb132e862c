"""The history of the tables of `trade`."""
