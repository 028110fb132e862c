"""Lists of CITES taxa as UNEP-WCMC publishes them: Checklist index, Species+ listings, Checklist history."""
