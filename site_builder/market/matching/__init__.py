"""Which supply fits which demand, and why: features of records, pairs that share them, reasons in words."""

from site_builder.market.matching.matches import Match, Matches, find_matches
from site_builder.market.matching.reasons import Readiness, Reason, SharedCode, SharedWords, reasons_text
from site_builder.market.matching.settings import Matching, matching_from

__all__ = [
    "Match",
    "Matches",
    "Matching",
    "Readiness",
    "Reason",
    "SharedCode",
    "SharedWords",
    "find_matches",
    "matching_from",
    "reasons_text",
]
