"""What a text is made of: passages, sentences and their clauses, people and organizations and their offices."""

__all__ = ["clauses", "main_clauses", "offices", "passages", "people", "phrases", "sentences"]
