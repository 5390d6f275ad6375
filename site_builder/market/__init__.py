"""What is known of a market beyond its records: which supply fits which demand, how far the targets are reached."""

from site_builder.market.grid import Cell, Grid
from site_builder.market.matching import (
    Match,
    Matches,
    Matching,
    Readiness,
    Reason,
    SharedCode,
    SharedWords,
    find_matches,
    matching_from,
    reasons_text,
)
from site_builder.market.report import Report, report
from site_builder.market.survey import Market, survey
from site_builder.market.targets import Goal, Point, Progress, Status, Target, TargetWords, target_problems

__all__ = [
    "Cell",
    "Goal",
    "Grid",
    "Market",
    "Match",
    "Matches",
    "Matching",
    "Point",
    "Progress",
    "Readiness",
    "Reason",
    "Report",
    "SharedCode",
    "SharedWords",
    "Status",
    "Target",
    "TargetWords",
    "find_matches",
    "matching_from",
    "reasons_text",
    "report",
    "survey",
    "target_problems",
]
