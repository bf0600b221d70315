"""What a text is made of: passages, sentences and their clauses, people and organizations and their offices."""

__all__ = ["clauses", "passages", "people", "phrases", "sentences"]
