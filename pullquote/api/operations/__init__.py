"""One operation: documents, limits, cost, variables, execution, masking, results, the response cache."""

__all__ = ["compiling", "execution", "masking", "operations", "prices", "response_cache"]
