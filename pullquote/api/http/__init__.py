"""HTTP itself: negotiation, validators, compression, CORS, CSRF, security headers, bodies, one exchange."""

__all__ = [
    "bodies",
    "caching",
    "cors",
    "csrf",
    "exchange",
    "negotiation",
    "preview",
    "problem_access",
    "responding",
    "security_headers",
    "targets",
]
