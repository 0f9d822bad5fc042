"""The SPARQL console, and what it asks of the server."""
