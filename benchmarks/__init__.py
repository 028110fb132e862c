"""Benchmarks: Kouprey beside hand-written SQL, a table of strings, Polars and pandas, in one run."""
