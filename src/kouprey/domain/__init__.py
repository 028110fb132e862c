"""Pure rules over frozen values: no database, no web, no files but the house's own lists."""
