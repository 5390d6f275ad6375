"""Ways in: what a contributor fills in, made from the same schemas that judge it afterwards."""

from site_builder.intake.templates import Template, templates

__all__ = ["Template", "templates"]
