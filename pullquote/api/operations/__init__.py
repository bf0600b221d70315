"""One operation: documents, limits, cost, variables, execution, masking, results, the response cache."""

__all__ = [
    "compiling",
    "documents",
    "exchange",
    "execution",
    "hints",
    "labels",
    "masking",
    "operations",
    "prices",
    "response_cache",
    "rounds",
]
