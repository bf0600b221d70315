"""What a text is made of: passages, sentences and their clauses, people and organizations."""

__all__ = [
    "clauses",
    "introductions",
    "late_names",
    "main_clauses",
    "mentions",
    "names",
    "office_holders",
    "passages",
    "people",
    "phrases",
    "places",
    "sentences",
    "writings",
]
