"""What an operation costs, of which prices, and which of its fields cost most."""

__all__ = ["prices"]
