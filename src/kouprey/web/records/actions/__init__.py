"""Acts on records and at the release desk. Each decides on the very row it changes, and is written down with it."""
