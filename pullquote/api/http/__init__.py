"""HTTP itself: negotiation, validators, compression, CORS, CSRF, security headers, one exchange."""

__all__ = [
    "caching",
    "cors",
    "csrf",
    "exchange",
    "negotiation",
    "preview",
    "responding",
    "security_headers",
    "targets",
]
