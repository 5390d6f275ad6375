"""What the tables are: columns of fields, tables of records, tables of what is computed."""
