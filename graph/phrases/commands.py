"""The exact command for a question with values, as one would type it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.questions import Question

_PLAIN = re.compile(r"[\w.:/-]+")
#: What a shell reads within double quotes.
_SPECIAL = re.compile(r'(["\\$`])')


def command(question: Question, values: Mapping[str, str]) -> str:
    r"""Return the command that asks a question with these values; what is needed and not given stands in capitals.

    >>> from graph.questions import load_question
    >>> command(load_question("partners"), {"province": "Sơn La", "country": "Lào", "between": "2019/2021"})
    'kg ask partners "Sơn La" --country Lào --between 2019 2021'
    >>> command(load_question("partners"), {})
    'kg ask partners PROVINCE'
    """
    parts = ["kg", "ask", question.name]
    asked = [each for each in question.parameters if each.name != "lang"]
    parts += [
        quoted(values[each.name]) if each.name in values else each.name.upper() for each in asked if each.required
    ]
    for each in asked:
        if not each.required and each.name in values:
            parts += [f"--{each.name.replace('_', '-')}", quoted(values[each.name])]
    if "as_of" in values:
        parts += ["--as-of", quoted(values["as_of"])]
    if "between" in values:
        start, _, end = values["between"].partition("/")
        parts += ["--between", quoted(start), quoted(end)]
    return " ".join(parts)


def quoted(value: str) -> str:
    r"""Return a value as a shell takes it.

    >>> print(quoted('Sơn "La" $5'))
    "Sơn \"La\" \$5"
    """
    return value if _PLAIN.fullmatch(value) else '"' + _SPECIAL.sub(r"\\\1", value) + '"'
