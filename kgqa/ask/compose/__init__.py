"""Composing typed logical forms: which sets a noun, a verb, a preposition or an adjective makes of other sets.

Language-independent: the grammar of a language says which words stand together, these functions what that means in
one graph, by the types that its schema declares or its data show. What cannot be is None; what may be in several
ways is `Ranked`.
"""
