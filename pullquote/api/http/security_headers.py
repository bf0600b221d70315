"""Headers that keep browsers from doing with an answer what it is not for.

Strict-Transport-Security is not among them: only what terminates TLS knows whether there is TLS.
"""

from __future__ import annotations

from collections.abc import Mapping

NOTHING_ELSE: Mapping[str, str] = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""What every policy here begins with: nothing is loaded, and nobody frames it."""


def content_security_policy(**sources: str) -> str:
    """A Content-Security-Policy that allows ``sources`` by directive (``script_src="'self'"``), and no more."""
    named = {name.replace("_", "-"): value for name, value in sources.items()}
    return "; ".join(f"{name} {value}" for name, value in {**NOTHING_ELSE, **named}.items())


HEADERS = [
    (b"content-security-policy", content_security_policy().encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    # Of embedding only (img, script): a page that CORS lets read it is not concerned.
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]
"""What every answer has that does not say otherwise itself; pages bring a policy of their own."""
NAMES = frozenset(name for name, _ in HEADERS)
