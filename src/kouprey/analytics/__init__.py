"""The trade warehouse: built from files, read by measures. No Django, no pandas."""
