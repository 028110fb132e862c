"""The room of law: assessments as records, and edits of the register by two legal officers."""
