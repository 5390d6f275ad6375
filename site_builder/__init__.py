"""A static open-data catalogue generator."""
