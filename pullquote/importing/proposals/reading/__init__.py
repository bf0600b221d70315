"""What a text is made of: passages, sentences and their clauses, people and organizations."""

__all__ = [
    "clauses",
    "introductions",
    "main_clauses",
    "mentions",
    "names",
    "office_holders",
    "passages",
    "people",
    "phrases",
    "places",
    "sentences",
]
