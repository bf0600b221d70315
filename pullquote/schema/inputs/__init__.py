"""What clients send: filters, orders, lookups, scalars, enums."""

__all__ = ["enums", "filters", "lookups", "orders", "scalars"]
