"""What the graph has in the place of what it contradicts, in words that can stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.complete import is_single
from kgqa.ask.english.phrases.measures import few
from kgqa.ask.form import Class, Compare, Count, DateIn, Entity, Form, Join, Overlap, Relation, Value
from kgqa.ask.structure import entities, fill
from kgqa.ask.tokens import tokenize
from kgqa.dates import date_label, date_literal, edtf, interval, is_date
from kgqa.model import IRI, RDF_TYPE, Literal
from kgqa.verify.comparing import amounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.model import Term
    from kgqa.verify.weighing import Weighing

MOST_INSTEAD = 3
_CUT = {"year": 4, "month": 7}


def other_side(weighing: Weighing, form: Form, words: str) -> tuple[str, Entity] | None:
    """What is entailed in the place of the other thing than that which the `words` name, and that thing.

    Only where there is one such, and not one in the place of the words: "Houston is the capital of Texas".
    """
    match form:
        case (
            Overlap(left=Entity() as thing, right=Join() as group)
            | Overlap(left=Join() as group, right=Entity() as thing)
        ):
            of, relation = group.of, group.relation
            if not isinstance(of, Entity) or of.every or thing.every:
                return None
            pair = [(thing, Join(relation, of)), (of, Join(relation.reversed(), thing))]
            if (only := _only_one(weighing, pair)) is not None:
                return only
            other, slot = pair[0] if _says(words, of) and not _says(words, thing) else pair[1]
            own = pair[1][1] if other == thing else pair[0][1]
            if len(weighing.extent(own).members) == 1:
                return None
            found = weighing.extent(slot).terms
            return (weighing.known.labels.of(found[0]), other) if len(found) == 1 else None
    return None


def _only_one(weighing: Weighing, sides: Sequence[tuple[Entity, Join]]) -> tuple[str, Entity] | None:
    """What stands in the only slot that holds but one thing, and what was said in its place."""
    single = [(said, slot) for said, slot in sides if is_single(slot, weighing.known.schema)]
    if len(single) != 1:
        return None
    said, slot = single[0]
    found = weighing.extent(slot).terms
    return (weighing.known.labels.of(found[0]), said) if len(found) == 1 else None


def instead_of(weighing: Weighing, form: Form, words: str) -> str | None:
    """What is entailed in the place of the `words` of a contradicted form; None where nothing short is."""
    match form:
        case DateIn(of=of, date=date):
            return _listed(weighing, weighing.extent(of).terms, date)
        case Overlap(left=Entity() as thing, right=group) | Overlap(left=group, right=Entity() as thing):
            return _of_thing(weighing, thing, group, words)
        case Overlap(left=Value(literal=literal), right=group) | Overlap(left=group, right=Value(literal=literal)):
            if not isinstance(group, Count):
                return _listed(weighing, weighing.extent(group).terms, literal)
            return _amount(weighing, group, literal, words)
    return None


def recorded_in(weighing: Weighing, slot: Form, form: Form | None) -> str | None:
    """What the graph has in a slot of a contradicted form."""
    if isinstance(form, Overlap):
        for side in (form.left, form.right):
            if isinstance(side, Value):
                return _listed(weighing, weighing.extent(slot).terms, side.literal)
            if isinstance(side, Compare | Class):
                return instead_of(weighing, form, "")
    settled = slot
    if form is not None and isinstance(slot, Join) and isinstance(slot.of, Entity) and len(slot.of.iris) > 1:
        meant = next((e for e in entities(form) if e.mention == slot.of.mention and e.at == slot.of.at), slot.of)
        settled = Join(slot.relation, meant)
    return _listed(weighing, weighing.extent(settled).terms)


def _of_thing(weighing: Weighing, thing: Entity, group: Form, words: str) -> str | None:
    match group:
        case Join(relation=relation, of=of):
            return _related(weighing, thing, relation, of, words)
        case Class(iri=iri):
            return _kind(weighing, thing.iri, iri)
        case Compare(operator="<" | ">"):
            # "Before 1884" is not mended by the year itself.
            return None
        case Compare(by=by, than=Value(literal=literal)):
            return _amount(weighing, fill(by, thing), literal, words)
    return None


def _related(weighing: Weighing, thing: Entity, relation: Relation, of: Form, words: str) -> str | None:
    if isinstance(of, Value):
        return _listed(weighing, weighing.extent(Join(relation.reversed(), thing)).terms, of.literal)
    if isinstance(of, Entity) and _says(words, of) and not _says(words, thing):
        return _listed(weighing, weighing.extent(Join(relation.reversed(), thing)).terms)
    return _listed(weighing, weighing.extent(Join(relation, of)).terms)


def _says(words: str, entity: Entity) -> bool:
    """Whether the words hold the mention of a thing."""
    said, mention = ([t.folded for t in tokenize(text)] for text in (words, entity.mention))
    return any(said[k : k + len(mention)] == mention for k in range(len(said) - len(mention) + 1)) and bool(mention)


def _kind(weighing: Weighing, thing: IRI, claimed: IRI) -> str | None:
    """The class of a thing that excludes the claimed one."""
    known = weighing.known
    held = sorted(t.object for t in known.store.match(thing, RDF_TYPE) if isinstance(t.object, IRI))
    clashing = [kind for kind in held if known.schema.are_disjoint(kind, claimed)]
    widest = [k for k in clashing if not any(o != k and o in known.schema.classes_above(k) for o in clashing)]
    return known.labels.of(widest[0]) if widest else None


def _amount(weighing: Weighing, form: Form, claimed: Literal, words: str = "") -> str | None:
    found = amounts(weighing, form)
    if len(found.values) != 1:
        literals = [value.literal for value in found.values if value.literal is not None]
        return _listed(weighing, literals, claimed) if literals else None
    value = found.values[0]
    if value.literal is not None:
        return _word(weighing, value.literal, claimed)
    told = f"{value.low:g}"
    spelt = words and not any(character.isdigit() for character in words) and value.low == int(value.low)
    told = few(int(value.low)) if spelt else told
    if value.is_exact:
        return told
    return f"at least {told}" if isinstance(form, Count) else None


def _listed(weighing: Weighing, terms: Sequence[Term], claimed: Literal | None = None) -> str | None:
    labels = list(dict.fromkeys(_word(weighing, term, claimed) for term in terms))
    if not labels or len(labels) > MOST_INSTEAD:
        return None
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _word(weighing: Weighing, term: Term, claimed: Literal | None) -> str:
    """What a term is called; a date at the precision of the claimed one, or coarser."""
    if not isinstance(term, Literal) or claimed is None or not is_date(term.datatype):
        return weighing.known.labels.of(term)
    recorded, asked = interval(term), interval(claimed)
    if recorded is None or asked is None or recorded.approximate or recorded.precision == "interval":
        return date_label(term)
    wanted = "year" if asked.precision == "interval" else asked.precision
    written = edtf(term)
    sign = int(written.startswith("-"))
    cut = date_literal(written[: _CUT[wanted] + sign]) if wanted in _CUT and recorded.precision != "year" else None
    return date_label(cut or term)
