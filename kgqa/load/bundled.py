"""The ontologies and the demonstration data that come with kgqa."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kgqa.load.rdf import read_rdf
from kgqa.model import IRI, OWL, RDF_TYPE

_ONTOLOGY = IRI(OWL + "Ontology")
_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_folder(name: str) -> Path:
    """The folder `ontologies` or `data`: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "bundled" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def demonstration_files() -> list[Path]:
    """The files of the demonstration graph, sorted."""
    return sorted(bundled_folder("data").glob("*.ttl"))


@cache
def bundled_ontologies() -> dict[str, Path]:
    """The bundled file that declares each ontology IRI."""
    found: dict[str, Path] = {}
    for path in sorted(bundled_folder("ontologies").rglob("*.ttl")):
        for loaded in read_rdf(path):
            for triple in loaded.triples:
                if triple.predicate == RDF_TYPE and triple.object == _ONTOLOGY and isinstance(triple.subject, IRI):
                    found[triple.subject.value] = path
    return found
