"""Acts on observations. Versions, marks, audit, search, releases are those of records; here is what only this room
knows: rows in step, rules before a step, hand-overs, same events and tips.
"""
