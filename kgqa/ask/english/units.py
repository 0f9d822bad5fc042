"""Units of measure: numbers said with one, in the unit that a graph has for that kind of quantity.

A property tells its unit by an annotation (kgqa:unit) or in its label: "weight (g)", "height in cm", "width_mm". A
number with a unit is converted to the one unit in which the graph has such quantities; where it tells none, or several,
it is not understood. Sums of money are taken as they are where the graph names no currency.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.chart import Seed
from kgqa.ask.form import Relation
from kgqa.ask.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds

_COST = 1
_SIZES = {
    "mass": "mg milligram:0.001; g gram gr:1; kg kilogram kilo:1000; t ton tonne:1000000;"
    " oz ounce:28.349523125; lb pound:453.59237",
    "length": "mm millimeter millimetre:0.001; cm centimeter centimetre:0.01; m meter metre:1;"
    " km kilometer kilometre:1000; inch inches:0.0254; ft foot feet:0.3048; yd yard:0.9144; mi mile:1609.344",
    "volume": "ml milliliter millilitre:0.001; l liter litre:1; gal gallon:3.785411784",
    "area": "sqm:1; ha hectare:10000; acre:4046.8564224",
    "power": "w watt:1; kw kilowatt:1000; mw megawatt:1000000",
    "duration": "s sec second:1; min mins minute:60; h hr hrs hour:3600",
    "euro": "eur euro €:1",
    "dollar": "usd dollar $:1",
    "sterling": "gbp quid £:1",
    "yen": "jpy yen ¥:1",
    "franc": "chf franc:1",
}
_MONEY = frozenset(("euro", "dollar", "sterling", "yen", "franc"))
_FOUND: WeakKeyDictionary[Kinds, dict[str, frozenset[Decimal]]] = WeakKeyDictionary()


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    """The words of units with their kind of quantity and their size."""
    found: dict[str, tuple[str, Decimal]] = {}
    for quantity, told in _SIZES.items():
        for unit in told.split(";"):
            names, _, size = unit.strip().partition(":")
            for name in names.split():
                found[name] = found[f"{name}s"] = (quantity, Decimal(size))
    return found


def quantities(words: Sequence[str], seeds: Sequence[Seed], kinds: Kinds) -> Iterator[Seed]:
    """The numbers among the seeds that stand with a unit, as numbers in the graph's own unit."""
    for seed in seeds:
        if seed.symbol != "NUM" or seed.end >= len(words) or words[seed.end] not in _units():
            continue
        number, (quantity, size) = Decimal(str(seed.value)), _units()[words[seed.end]]
        own = _own(kinds)
        sizes = own.get(quantity, frozenset())
        if len(sizes) == 1:
            value = number * size / next(iter(sizes))
        elif quantity in _MONEY and not _MONEY & own.keys():
            value = number
        else:
            continue
        yield Seed(seed.start, seed.end + 1, "NUM", int(value) if value == value.to_integral_value() else value, _COST)


def _own(kinds: Kinds) -> dict[str, frozenset[Decimal]]:
    """The kinds of quantities that the properties of a graph tell in units, with the sizes of these."""
    if kinds not in _FOUND:
        found: dict[str, frozenset[Decimal]] = {}
        for iri in kinds.schema.properties:
            if kinds.literal(Relation(iri)) == "number":
                said = kinds.lexicon.scales.units.get(iri) or kinds.lexicon.labels.of(iri)
                last = [token.folded for token in tokenize(said.replace("_", " ")) if token.folded.isalpha()][-1:]
                for quantity, size in (_units()[word] for word in last if word in _units()):
                    found[quantity] = found.get(quantity, frozenset()) | {size}
        _FOUND[kinds] = found
    return _FOUND[kinds]
