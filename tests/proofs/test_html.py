"""Proofs as HTML: unfolding, escaped, and without anything that runs."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import IRI, Answer, AnswerItem, Conflict, Literal, Proof, RuleName, Source, Triple
from kgqa.proofs import conflict_html, proof_html


def fact(name: str) -> Triple:
    return Triple(IRI(f"urn:x:{name}"), IRI("urn:x:p"), Literal("o"))


STATED = Proof(fact("b"), "asserted", source=Source("urn:g", "/data/tree.ttl", 7), text="b is stated")
TESTED = Proof(fact("c"), "data", rule=RuleName("unique names", "a is not c"), text="a is not c")
DERIVED = Proof(fact("a"), "rule", rule=RuleName("prp-trp", "it is transitive"), premises=(STATED, TESTED), text="so a")


def read(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<x>{html}</x>".replace("<details open>", '<details open="">'))


def test_a_step_unfolds_to_what_it_rests_on() -> None:
    tree = read(proof_html(DERIVED))
    (details,) = tree.findall("ul[@class='proof']/li/details")
    assert details.findtext("summary/span[@class='claim']") == "so a"
    assert [item.get("class") for item in details.findall("ul/li")] == ["step asserted", "step data"]
    assert details.findtext("ul/li/p/cite") == "stated in tree.ttl, line 7"
    assert details.findtext("p[@class='by']/code") == "prp-trp"


def test_a_fact_that_is_not_said_in_words_is_shown_as_it_is() -> None:
    plain = Proof(fact("b"), "asserted", source=Source("urn:g"))
    assert read(proof_html(plain)).findtext(".//span") == '<urn:x:b> <urn:x:p> "o" .'
    assert "stated in urn:g<" in proof_html(plain)
    assert read(proof_html(DERIVED, lambda proof: proof.by.upper())).findtext(".//span") == "RULE"


def test_the_first_levels_are_unfolded() -> None:
    deep = DERIVED
    for _ in range(3):
        deep = Proof(fact("d"), "rule", premises=(deep,))
    assert proof_html(deep).count("<details open>") == 2
    assert proof_html(deep, unfolded=0).count("<details open>") == 0


def test_a_conflict_shows_rule_axiom_and_facts() -> None:
    html = conflict_html(Conflict(RuleName("cax-dw", "no <b>both"), (STATED, DERIVED), axiom="a & b"))
    assert read(html).findtext("p") == "no <b>both "
    assert "<p>axiom: a &amp; b</p>" in html
    assert html.count('<ul class="proof">') == 2


class Elements(HTMLParser):
    """The names and attributes of all elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"@{name}" for name, _ in attrs)}


@given(st.text() | st.sampled_from(["<script>alert(1)</script>", '" onclick="x', "</details>", "<!--", "&lt;", "]]>"]))
def test_no_text_becomes_an_element(text: str) -> None:
    hostile = Proof(fact(text), "rule", rule=RuleName(text, text), premises=(Proof(fact(text), "asserted",
                    source=Source(text, text, 1)), STATED), text=text)  # fmt: skip
    html = proof_html(hostile) + conflict_html(Conflict(RuleName(text, text), (hostile,), text, text))
    plain = {"ul", "li", "details", "summary", "span", "code", "cite", "p", "em", "@class", "@open"}
    assert Elements(html).found <= plain


def test_values_show_themselves_in_notebooks() -> None:
    item = AnswerItem("A", "urn:x:a", "uri", "derived", proof=DERIVED)
    answer = Answer("1", "Who?", "answered", "<A>.", "1", certainty="derived", answers=(item,))
    assert "<strong>&lt;A&gt;.</strong>" in answer._repr_html_()
    assert proof_html(DERIVED, unfolded=0) in answer._repr_html_()
    assert DERIVED._repr_html_() == proof_html(DERIVED)
    conflict = Conflict(RuleName("cax-dw", "both"), (DERIVED,))
    assert conflict._repr_html_() == conflict_html(conflict)
