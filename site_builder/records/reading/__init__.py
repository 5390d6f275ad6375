"""Strict reading: files of bounded size inside the catalogue, YAML, JSON and CSV with the place of every value."""

from site_builder.records.reading.yaml_reading import Json

__all__ = ["Json"]
