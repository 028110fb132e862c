"""Answers as files: text, CSV, workbook, Parquet; and the official layouts of the trade database."""
