"""National reports and permit extracts: read from CSV and workbooks, written in the standard layout."""
