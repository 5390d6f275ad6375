"""The files that hold the data: one format a module, each with `write(publication, writer)`."""
