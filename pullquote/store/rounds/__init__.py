"""A newsroom whose store is elsewhere: what is asked of it in rounds, and how its editions are followed; and what a server
needs of any newsroom."""

__all__ = ["newsroom", "served"]
