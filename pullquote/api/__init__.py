"""Serves: the ASGI application, GraphQL over HTTP, the playground, settings and the command line."""

__all__ = ["compat_graphql", "compat_validation", "errors", "lru", "setting_values", "settings"]
