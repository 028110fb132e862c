"""Measures: each is one Ibis expression over the trade table, the same for every face and every engine."""
