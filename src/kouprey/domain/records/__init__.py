"""Kinds of records: what each holds, and which of it may ever leave the State that recorded it."""
