"""File formats: recognised by content, read whole or refused, written as officials write them."""
