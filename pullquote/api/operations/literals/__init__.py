"""Documents that differ only in the values written into them: one operation, whose values are variables."""
