"""How far the targets of a plan are reached: each computed by what its own record states, and said in words."""

from site_builder.market.targets.checks import target_problems
from site_builder.market.targets.goals import Goal, Target
from site_builder.market.targets.outcome import Point
from site_builder.market.targets.progress import Progress, Status, progress
from site_builder.market.targets.words import TargetWords

__all__ = ["Goal", "Point", "Progress", "Status", "Target", "TargetWords", "progress", "target_problems"]
