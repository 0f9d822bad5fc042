"""The tokens of SPARQL 1.1 (Query, 19.8), as far as cutting a text safely needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      |(?P<iri><[^<>"{}|^`\x00-\x20]*>)
      |(?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      |(?P<variable>[?$]\w+)
      |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      |(?P<blank>_:\w(?:[\w.\u00b7-]*[\w\u00b7-])?)
      |(?P<name>(?:[^\W\d_](?:[\w.\u00b7-]*[\w\u00b7-])?)?:
          (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])
             (?:(?:[\w.:\u00b7-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
                (?:[\w:\u00b7-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)?)
      |(?P<word>[A-Za-z]\w*)
      |(?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens in order, without comments and spaces; `lastgroup` names the kind of each."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup != "comment" and not match.group().isspace():
            yield match


def word(token: re.Match[str]) -> str:
    """The keyword that a token is, in capitals; empty for anything else."""
    return token.group().upper() if token.lastgroup == "word" else ""
