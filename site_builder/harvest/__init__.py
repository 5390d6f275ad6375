"""Reading other catalogues into `harvested/<name>/`: each a catalogue of its own, never mixed with ours."""

from site_builder.harvest.harvesting import Failure, Harvest, harvest_one, refresh
from site_builder.harvest.limits import Limits
from site_builder.harvest.mirror import Note

__all__ = ["Failure", "Harvest", "Limits", "Note", "harvest_one", "refresh"]
