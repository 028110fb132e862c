"""Kouprey: countering wildlife trafficking between Southeast Asia and China."""

__version__ = "0.1.0"
