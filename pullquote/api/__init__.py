"""Serves: the ASGI application, GraphQL over HTTP, the playground, settings and the command line."""

__all__ = ["compat_graphql", "errors", "lru", "setting_values", "settings"]
