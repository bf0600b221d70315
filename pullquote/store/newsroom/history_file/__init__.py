"""The file of the history: SQLite."""
