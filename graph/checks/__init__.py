"""Check what the graph says: contradictions, gaps, duplicates, and evidence that does not hold.

Each check is one file ``ontology/checks/<name>-violation.rq``, whose rows are findings, or
``<name>-candidates.rq``, whose rows are examined here. Its header says what the check means, how
grave it is, and what to do; ``docs/checks.md`` says the same.

>>> check_names()[:2]
['agreement-expired', 'agreement-expiring']
"""

from __future__ import annotations

from graph.checks.model import SEVERITIES, Check, Finding, Hit, check_names, load_check, select_checks
from graph.checks.running import check_store, find
from graph.checks.table import check_table, failed

__all__ = [
    "SEVERITIES",
    "Check",
    "Finding",
    "Hit",
    "check_names",
    "check_store",
    "check_table",
    "failed",
    "find",
    "load_check",
    "select_checks",
]
