"""The files that describe the files: one standard a module, each with `write(publication, writer)`."""
