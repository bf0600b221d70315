"""What can be asked of a newsroom on a cluster, as queries: criteria, orders, words."""

__all__ = ["criteria", "joining", "orders", "relevance", "searches", "texts"]
