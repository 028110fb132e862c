"""Keeping a node whole: its backup in one sealed archive, the way back, and what is wrong with an installation."""
