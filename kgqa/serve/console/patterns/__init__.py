"""The triple patterns of a SPARQL query, as far as they can be read off: what a row of its result rests on.

Expressions are skipped over. Reading takes time in proportion to the query, whatever the query is.
"""

from kgqa.serve.console.patterns.parts import Part, Pattern, ReadQuery, Role, Variable
from kgqa.serve.console.patterns.query import read_query

__all__ = ["Part", "Pattern", "ReadQuery", "Role", "Variable", "read_query"]
