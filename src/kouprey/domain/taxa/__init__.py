"""Taxa as names, ranks and dated listings; what no source says is unknown, never guessed."""
