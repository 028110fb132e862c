"""The room of seizures and other observations: rows beside records, hand-overs, same events, tips from the public."""
