"""What the foot of a picture says: the data it shows and their licence, and how it was made."""

from __future__ import annotations

from typing import NamedTuple

from graph.network import Facts
from graph.view.words import LANGUAGES, day

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
_DATASET = {
    "vi": "Đồ thị quan hệ đối ngoại cấp tỉnh{version}, {sources} nguồn{newest}",
    "en": "Provincial foreign relations graph{version}, {sources} sources{newest}",
}
_VERSION = {"vi": " (phiên bản {version})", "en": " (version {version})"}
_NEWEST = {"vi": ", mới nhất ngày {day}", "en": ", the newest of {day}"}
_LICENCE = {"vi": "Dữ liệu kèm phần mềm: CC BY 4.0", "en": "Data shipped with the program: CC BY 4.0"}


class Footer(NamedTuple):
    """Dataset, licence and command, the texts in both languages."""

    dataset: dict[str, str]
    licence: dict[str, str]
    command: str


def footer(facts: Facts, command: str) -> Footer:
    """Return what the foot of a picture says."""
    return Footer({language: _dataset(facts, language) for language in LANGUAGES}, _LICENCE, command)


def _dataset(facts: Facts, language: str) -> str:
    newest = day(facts.newest, "day", language) if facts.newest else ""
    return _DATASET[language].format(
        version=_VERSION[language].format(version=facts.version) if facts.version else "",
        sources=len(facts.sources),
        newest=_NEWEST[language].format(day=newest) if newest else "",
    )
