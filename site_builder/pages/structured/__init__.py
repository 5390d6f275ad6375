"""What each page says to machines: structured data in the words of schema.org, beside what people read."""
