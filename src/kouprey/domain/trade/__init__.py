"""What legal-trade figures mean: questions, method notes, warnings, factors, the paper's table."""
