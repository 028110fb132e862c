"""Kouprey: countering wildlife trafficking between Southeast Asia and China."""
