"""CITES trade files: the bulk download, comparative tabulations, gross and net reports."""
