"""Work in processes of its own, within limits: queries and writes."""
