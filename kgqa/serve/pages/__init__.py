"""The pages for people: each renders what the graph says, and works without scripts."""
