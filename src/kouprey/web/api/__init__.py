"""The API for programs, `/api/v1`: the same acts, rules and words as the pages."""
