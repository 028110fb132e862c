"""Pages, and what all pages share."""
