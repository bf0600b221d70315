"""Serves: the ASGI application, GraphQL over HTTP, the playground, settings and the command line."""

__all__ = ["errors", "lru", "setting_values", "settings"]
