"""The web node: Django, above the line."""
