"""A graph of attacks: whatever is shown of it must be inert text."""

from __future__ import annotations

from kgqa.model import Literal

ATTACKS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '"><svg onload=document.title=1>',
    "' onmouseover='document.title=1",
    "</textarea></title></script><h1>owned</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:document.title='owned'",
    "\u202egnp.exe\u202c \u2066\u05d0\u2069",
    "W" * 10_000,
)
THINGS = tuple(f"http://example.org/thing{number}" for number in range(len(ATTACKS)))
IRIS = ("javascript:document.title='owned'", "data:text/html,<h1>", "urn:x:&quot;onclick=alert(1)")

_HEAD = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; owl:inverseOf :pupil .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" .
:rival a owl:ObjectProperty, owl:IrreflexiveProperty ; rdfs:label "rival <b>of</b>" .
:motto a owl:DatatypeProperty ; rdfs:label "motto" .
:Guild a owl:Class ; rdfs:label "guild <i onclick=alert(1)>member</i>" .
:anchor a :Guild ; rdfs:label "Ann Archer" .
"""


def hostile_graph() -> str:
    """The graph in Turtle: each attack is a label, a value, and part of a conflict; some IRIs are attacks too."""
    lines = [_HEAD]
    for thing, attack in zip(THINGS, ATTACKS, strict=True):
        text = str(Literal(attack))
        lines.append(f"<{thing}> a :Guild ; rdfs:label {text} ; :motto {text} ; :mentor :anchor ; :rival <{thing}> .")
    lines += [f":anchor :mentor <{iri.replace('<', '%3C').replace('>', '%3E')}> ." for iri in IRIS]
    return "\n".join(lines)
