"""Records to sets: numbering, bitmaps, dates, sort orders, selections, facets."""

__all__ = [
    "arranging",
    "bitmaps",
    "building",
    "collections",
    "days",
    "dimensions",
    "lazy_indexes",
    "related",
    "renumbering",
    "roles",
    "running_order",
    "selections",
    "sort_orders",
    "sort_positions",
]
