"""Documents to print and attach: one neutral text, written as a word processor's file (.docx) or as PDF."""
