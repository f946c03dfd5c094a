r"""What must not reach a terminal as it is.

>>> harmless("S\x1b[31mơn La\u202e")
'S�[31mơn La�'
"""

from __future__ import annotations

import re

#: Control and direction-override characters can hide or rewrite what stands on the screen; half
#: characters cannot be written at all.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\u061c\ud800-\udfff]")


def harmless(text: str, *, keep: str = "") -> str:
    """Return the text with a sign in place of every unsafe character but those of ``keep``."""
    return _UNSAFE.sub(lambda found: found.group() if found.group() in keep else "�", text)
