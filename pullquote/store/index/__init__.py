"""Records to sets: numbering, bitmaps, dates, sort orders, selections, facets."""

__all__ = [
    "bitmaps",
    "building",
    "collections",
    "lazy_indexes",
    "related",
    "roles",
    "running_order",
    "selections",
    "sort_orders",
    "sort_positions",
]
