"""Test files in, suites out; anything that cannot be a test is an error with its line and a remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from kgqa.errors import InputError
from kgqa.load.bundled import bundled_ontologies
from kgqa.load.snippet import parse_turtle
from kgqa.load.sources import read_sources
from kgqa.model import IRI, OWL, RDF, RDFS, XSD, Triple
from kgqa.regression.nodes import Node, compose, fault, items, line_of, mapping, number, text
from kgqa.regression.suite import Case, Change, Changed, Conflicting, Count, Entailed, NotEntailed, Pattern, Suite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kgqa.regression.suite import Expectation

EXTENSIONS = (".yaml", ".yml")
PREFIXES = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD}
"""Prefixes that every test file has."""
_VARIABLE = "urn:kgqa:variable:"


def find_suites(paths: Iterable[Path]) -> list[Path]:
    """The test files among `paths` and in the folders among them, sorted within each folder.

    Raises InputError for what is not there, is no test file or is a folder without any.
    """
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix in EXTENSIONS and file.is_file())
        if not found:
            raise InputError("no test file in this folder", file=str(path), remedy="name one *.yaml")
        return found
    if not path.exists():
        raise InputError("there is no such file", file=str(path), remedy="check the name")
    if path.suffix not in EXTENSIONS:
        raise InputError("this is no test file", file=str(path), remedy="tests are in *.yaml files")
    return [path]


def read_suite(file: Path) -> Suite:
    """The suite that `file` holds. Raises FormatError (file, line, remedy) when it is malformed."""
    root = mapping(file, compose(file), "a test file", ("ontology", "prefixes", "cases"))
    prefixes = PREFIXES | {
        name: text(file, node, f"the prefix {name!r}")
        for name, node in (mapping(file, root["prefixes"], "prefixes") if "prefixes" in root else {}).items()
    }
    if "cases" not in root:
        raise InputError("there is no 'cases'", file=str(file), remedy="write `cases:` and a list of cases")
    reader = _CaseReader(file, prefixes)
    cases = items(file, root["cases"], "cases")
    if not cases:
        raise fault(file, root["cases"], "there are no cases", "add `- name:`, `given:` and `expect:`")
    return Suite(
        file=file,
        ontology=tuple(_ontologies(file, root["ontology"])) if "ontology" in root else (),
        cases=tuple(map(reader.case, cases)),
    )


def _ontologies(file: Path, node: Node) -> Iterator[Path]:
    nodes = [node] if isinstance(node, yaml.ScalarNode) else items(file, node, "ontology")
    for entry in nodes:
        name = text(file, entry, "an ontology")
        beside = file.parent / name
        # The bundled ones are looked at last: to know their names is to read them all.
        path = beside if beside.is_file() else bundled_ontologies().get(name)
        if path is None:
            raise fault(file, entry, f"there is no ontology {name}", "name a file, relative to this one")
        yield path.resolve()


class _CaseReader:
    def __init__(self, file: Path, prefixes: Mapping[str, str]) -> None:
        self.file = file
        self.prefixes = prefixes

    def case(self, node: Node) -> Case:
        """One case of the list."""
        fields = mapping(self.file, node, "a case", ("name", "given", "given_file", "what_if", "expect"))
        if "name" not in fields or "expect" not in fields:
            missing = "name" if "name" not in fields else "expect"
            raise fault(self.file, node, f"the case has no {missing!r}", f"add `{missing}:`")
        given = [*self._given(fields.get("given")), *self._given_file(fields.get("given_file"))]
        name = text(self.file, fields["name"], "a name")
        change = self._change(fields["what_if"]) if "what_if" in fields else None
        expectations = tuple(self._expectations(fields["expect"]))
        if not expectations:
            raise fault(self.file, fields["expect"], f"the case {name!r} expects nothing", "expect something")
        if change is None and any(isinstance(expectation, Changed) for expectation in expectations):
            raise fault(self.file, fields["expect"], f"the case {name!r} changes nothing", "add `what_if:`")
        return Case(name, line_of(node), tuple(given), expectations, change)

    def _given(self, node: Node | None, what: str = "given") -> list[Triple]:
        return [] if node is None else self._parse(text(self.file, node, what), node)

    def _change(self, node: Node) -> Change:
        fields = mapping(self.file, node, "what_if", ("add", "delete"))
        added, deleted = (tuple(self._given(fields.get(name), name)) for name in ("add", "delete"))
        if not added and not deleted:
            raise fault(self.file, node, "what_if changes nothing", "write facts under `add:` or `delete:`")
        return Change(line_of(node), added, deleted)

    def _given_file(self, node: Node | None) -> list[Triple]:
        if node is None:
            return []
        path = self.file.parent / text(self.file, node, "given_file")
        if not path.is_file():
            raise fault(self.file, node, f"there is no file {path}", "name a file, relative to this one")
        return [triple for loaded in read_sources([path]) for triple in loaded.triples]

    def _expectations(self, node: Node) -> Iterator[Expectation]:
        known = ("entailed", "not_entailed", "gained", "lost", "conflict", "count")
        fields = mapping(self.file, node, "expect", known)
        if "entailed" in fields:
            yield from map(self._entailed, items(self.file, fields["entailed"], "entailed"))
        if "not_entailed" in fields:
            for item in items(self.file, fields["not_entailed"], "not_entailed"):
                yield NotEntailed(text(self.file, item, "a fact"), line_of(item), self._triple(item))
        for name in [name for name in ("gained", "lost") if name in fields]:
            for item in items(self.file, fields[name], name):
                yield Changed(text(self.file, item, "a fact"), line_of(item), self._triple(item), name == "gained")
        if "conflict" in fields:
            yield self._conflict(fields["conflict"])
        if "count" in fields:
            for pattern, entry in mapping(self.file, fields["count"], "count").items():
                wanted = number(self.file, entry, "a count")
                yield Count(pattern, line_of(entry), self._pattern(pattern, entry), wanted)

    def _entailed(self, node: Node) -> Entailed:
        if isinstance(node, yaml.ScalarNode):
            return Entailed(text(self.file, node, "a fact"), line_of(node), self._triple(node))
        fields = mapping(self.file, node, "an entailed fact", ("triple", "rule", "proof_uses"))
        if "triple" not in fields:
            raise fault(self.file, node, "the entailed fact has no 'triple'", "add `triple:`")
        return Entailed(
            text(self.file, fields["triple"], "a fact"),
            line_of(node),
            self._triple(fields["triple"]),
            text(self.file, fields["rule"], "a rule") if "rule" in fields else None,
            self._uses(fields.get("proof_uses")),
        )

    def _uses(self, node: Node | None) -> tuple[Triple, ...]:
        return () if node is None else tuple(map(self._triple, items(self.file, node, "proof_uses")))

    def _conflict(self, node: Node) -> Conflicting:
        if isinstance(node, yaml.MappingNode):
            fields = mapping(self.file, node, "conflict", ("rule", "proof_uses"))
            rule = text(self.file, fields["rule"], "a rule") if "rule" in fields else True
            return Conflicting(line_of(node), rule, self._uses(fields.get("proof_uses")))
        value = text(self.file, node, "conflict")
        return Conflicting(line_of(node), {"true": True, "false": False}.get(value.lower(), value))

    def _triple(self, node: Node) -> Triple:
        return self._one(text(self.file, node, "a fact"), node)

    def _pattern(self, pattern: str, node: Node) -> Pattern:
        triple = self._one(re.sub(r"(?<!\S)\?(\w+)(?!\S)", rf"<{_VARIABLE}\1>", pattern), node)
        names = [term for term in triple if isinstance(term, IRI) and term.value.startswith(_VARIABLE)]
        if len(names) != len(set(names)):
            raise fault(self.file, node, f"{pattern!r} has a variable twice", "give each its own name")
        return Pattern(*(None if term in names else term for term in triple))  # type: ignore[arg-type]

    def _one(self, fact: str, node: Node) -> Triple:
        triples = self._parse(fact.rstrip().removesuffix(".") + " .", node)
        if len(triples) != 1:
            raise fault(self.file, node, f"{fact!r} is not one fact", "write subject, predicate and object")
        return triples[0]

    def _parse(self, turtle: str, node: Node) -> list[Triple]:
        # The text of a block (| or >) begins on the line after its mark.
        block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
        return parse_turtle(turtle, self.prefixes, file=str(self.file), line=line_of(node) + block)
