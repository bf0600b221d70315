"""What a text is made of: passages, sentences and their clauses, people and organizations."""

__all__ = [
    "clauses",
    "main_clauses",
    "names",
    "office_holders",
    "passages",
    "people",
    "phrases",
    "places",
    "sentences",
]
