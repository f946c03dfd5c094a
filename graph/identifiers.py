"""Mint readable, stable identifiers: ASCII slugs and content hashes.

>>> slug("Biên bản hợp tác Sơn La – Hủa Phăn")
'bien-ban-hop-tac-son-la-hua-phan'
"""

from __future__ import annotations

import hashlib
import re

from graph.names import fold

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def slug(text: str) -> str:
    """Return the text as lower-case ASCII words joined by hyphens."""
    return "-".join(_NOT_ASCII.sub(" ", fold(text)).split())


def content_hash(*parts: str) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of the parts; the same content gets the same name."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
