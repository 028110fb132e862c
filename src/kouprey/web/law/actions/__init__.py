"""Acts of the room of law."""
