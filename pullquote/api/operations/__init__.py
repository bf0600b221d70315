"""One operation: documents, limits, cost, variables, execution, masking, results, the response cache."""

__all__ = [
    "compiling",
    "documents",
    "exchange",
    "execution",
    "hints",
    "masking",
    "operations",
    "response_cache",
    "rounds",
]
