"""What operators see: access log, logs, counters, metrics, health."""

__all__ = ["access_log", "counters", "health", "logs", "metrics", "publisher_numbers", "store_numbers"]
