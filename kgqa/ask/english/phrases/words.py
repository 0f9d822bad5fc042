"""How relations, classes and literals are called."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.clauses import Clause
from kgqa.ask.english.morphology import plural
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.form import Best, Class, Compare, Form, Having, Intersection, Join, Minus, Relation, Sorted, Union
from kgqa.ask.labels import local_words
from kgqa.dates import date_label, is_date
from kgqa.model import XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.ask.lexicon import Lexicon
    from kgqa.model import IRI

NUMERIC = frozenset(
    XSD + name
    for name in (
        "integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger",
        "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte",
    )
)  # fmt: skip

_SEPARATED = 10_000
_DECIMALS = 2
_MOST_DECIMALS = 4


class Words(ABC):
    """Nouns and verbs of relations, and literals as people read them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._labels, self._said, self._nouns = lexicon.labels, lexicon.said, lexicon.nouns
        self._schema, self._dated, self._containers = lexicon.schema, lexicon.dated, lexicon.containers
        self._scales = lexicon.scales

    @abstractmethod
    def phrase(self, form: Form, *, many: bool = False, final: bool = True) -> str:
        """A form as a noun phrase; not `final`: more text follows that must not be taken for a part of it."""

    def _noun(self, relation: Relation, *, many: bool = False, of: Form | None = None) -> str | None:
        """The noun for what the relation leads to, told apart from other relations of the same name; None: no noun."""
        said = self._said.get(relation)
        if said is None or said.kind != "noun":
            return None
        return (plural(said.text) if many else said.text) + self._apart(relation, of)

    def _apart(self, relation: Relation, of: Form | None) -> str:
        text = self._said[relation].text
        same = self._schema.same(relation)
        others = {
            sense.relation
            for key in noun_keys(self._said[relation].words)
            for sense in self._nouns.get(key, ())
            if sense.relation is not None and sense.relation not in same
        }
        others = {other for other in others if other in self._said and self._said[other].text == text}
        if not others or self._is_evident(relation, others, of):
            return ""
        owner = self._owner(relation)
        if owner and owner not in map(self._owner, others):
            return f" ({owner})"
        words = _last_words(relation.property.value)
        if words in {_last_words(other.property.value) for other in others}:
            words = relation.property.value
        return f" ({words})"

    def _is_evident(self, relation: Relation, others: Iterable[Relation], of: Form | None) -> bool:
        """Whether a class tells which relation is meant."""
        while isinstance(of, Intersection | Minus | Best | Sorted):
            of = of.left if isinstance(of, Intersection) else of.of
        if not isinstance(of, Class):
            return False
        if relation.property.value.startswith(of.iri.value):
            return not any(other.property.value.startswith(of.iri.value) for other in others)
        above = self._schema.classes_above(of.iri)
        owners = [self._schema.subjects(other) for other in others]
        return bool(above & self._schema.subjects(relation)) and all(o and not above & o for o in owners)

    def _owner(self, relation: Relation) -> str:
        return " and ".join(sorted(map(self._labels.of, self._schema.subjects(relation))))

    def _clause(self, relation: Relation) -> Clause | None:
        """The verb of a relation that no noun says."""
        said, turned = self._said.get(relation), self._said.get(relation.reversed())
        if "noun" in {w.kind for w in (said, turned) if w is not None}:
            return None
        if said is not None:
            return Clause(said, turned=False, value=self._kind(relation))
        return None if turned is None else Clause(turned, turned=True)

    def _lies_in(self, relation: Relation) -> bool:
        """Whether the relation leads from a thing to what lies in it."""
        return any(same.inverse and same.property in self._containers for same in self._schema.same(relation))

    def _kind(self, relation: Relation) -> OneOf["date", "place", "thing"]:
        values, own = self._schema.values(relation), () if relation.inverse else (relation.property,)
        words = self._schema.words_answered((*values, *own))
        if "when" in words or any(is_date(value.value) for value in values):
            return "date"
        if not relation.inverse and relation.property in self._dated:
            return "date"
        return "place" if "where" in words else "thing"

    def _who(self, kinds: Iterable[IRI]) -> str:
        """The pronoun of a relative clause on members of the classes."""
        return "who" if "who" in self._schema.words_answered(kinds) else "that"

    def _literal(self, literal: Literal) -> str:
        """A literal in a sentence: dates in words, numbers with separators, texts in quotation marks."""
        if is_date(literal.datatype):
            return date_label(literal)
        if literal.datatype in NUMERIC:
            return number_text(literal.lexical)
        return f'"{literal.lexical}"'


def _last_words(iri: str) -> str:
    """The words of the last two segments of an IRI: `.../pets#weight` gives "pets weight"."""
    before, _, last = iri.replace("#", "/").rstrip("/").rpartition("/")
    return f"{local_words(before)} {local_words(last)}" if before else last


def number_text(lexical: str) -> str:
    """A number with separators of thousands, but for four digits, which may be a year; what is none as it is.

    >>> number_text("1234567"), number_text("1940"), number_text("n/a")
    ('1,234,567', '1940', 'n/a')
    """
    try:
        number = Decimal(lexical)
    except InvalidOperation:
        return lexical
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return lexical
    return f"{number:,f}" if abs(number) >= _SEPARATED else f"{number:f}"


def rounded(lexical: str) -> str:
    """A number to read: with two decimals where it has many.

    >>> rounded("13.333333333"), rounded("0.000123456"), rounded("13.4")
    ('13.33', '0.00012', '13.4')
    """
    number = Decimal(lexical)
    places = -int(number.as_tuple().exponent)
    if places <= _MOST_DECIMALS:
        return lexical
    kept = _DECIMALS if abs(number) >= 1 else max(_DECIMALS, 1 - number.adjusted())
    return f"{round(number, kept):f}"


def is_plural(form: Form) -> bool:
    """Whether the head of the phrase stands in the plural."""
    match form:
        case Join(relation=relation):
            return relation.plural
        case Intersection(left=left):
            return is_plural(left)
        case Class() | Minus() | Compare() | Having():
            return True
        case Union(left=left, right=right):
            return is_plural(left) or is_plural(right)
        case Best(number=number):
            return number > 1
        case _:
            return False
