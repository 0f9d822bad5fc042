"""The tokens of SPARQL 1.1 (Query, 19.8), as far as cutting a text safely needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTES = ("'", '"', "''", '""')
"""What is left of a string that does not end: a quote, or an empty string with another quote after it."""
_COMMENT = r"(?P<comment>\#[^\n\r]*)"
_IRI = r"""(?P<iri><[^<>"{}|^`\x00-\x20]*>)"""
_STRING = r"""(?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
      |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')"""
_OTHERS = r"""(?P<variable>[?$]\w+)
      |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      |(?P<blank>_:\w(?:[\w.\u00b7-]*[\w\u00b7-])?)"""
_PREFIX = r"(?:[^\W\d_](?:[\w.\u00b7-]*[\w\u00b7-])?)?"
_LOCAL = r""":(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])
         (?:(?:[\w.:\u00b7-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
            (?:[\w:\u00b7-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)?"""
_LAST = r"(?P<word>[A-Za-z]\w*)|(?P<other>\s+|.)"


def _pattern(*, strings: bool, prefixes: bool) -> re.Pattern[str]:
    name = f"(?P<name>{_PREFIX if prefixes else ''}{_LOCAL})"
    parts = [_COMMENT, _IRI, *([_STRING] if strings else []), _OTHERS, name, _LAST]
    return re.compile("|".join(parts), re.VERBOSE | re.DOTALL)


_PATTERNS = {(s, p): _pattern(strings=s, prefixes=p) for s in (True, False) for p in (True, False)}
_RUN = re.compile(r"[\w.\u00b7-]*")


def tokens(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens in order, without comments and spaces; `lastgroup` names the kind of each.

    It takes time in proportion to the text. After a string that does not end no other is looked for: the text is no
    SPARQL, and each quote in it might be a beginning.
    """
    at, strings, nameless = 0, True, 0
    while at < len(sparql):
        match = _PATTERNS[strings, at >= nameless].match(sparql, at)
        assert match is not None
        kind, text, at = match.lastgroup, match.group(), match.end()
        if kind == "word" and match.start() >= nameless:
            # No prefix begins before the end of this run: there is no colon that would end it.
            nameless = _RUN.match(sparql, at).end()  # type: ignore[union-attr]
        elif text in _QUOTES and (kind == "other" or sparql.startswith(text[0], at)):
            strings = False
        if kind != "comment" and not text.isspace():
            yield match


def word(token: re.Match[str]) -> str:
    """The keyword that a token is, in capitals; empty for anything else."""
    return token.group().upper() if token.lastgroup == "word" else ""
