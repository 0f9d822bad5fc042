"""Literals as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import RDF, XSD, Literal
from kgqa.reason.values import different, ill_typed, in_space, less, same


def lit(text, datatype="string"):
    return Literal(text, datatype if ":" in datatype else XSD + datatype)


EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (lit("1", "integer"), lit("1.0", "decimal")),
        (lit("1", "byte"), lit("01", "integer")),
        (lit("1809", "gYear"), lit("1809-02-12", "date")),
        (lit("1809~", EDTF), lit("1850", "gYear")),
        (lit("true", "boolean"), lit("1", "boolean")),
        (lit("a", "urn:x:mine"), lit("b", "urn:x:mine")),
    ],
)
def test_values_that_may_be_the_same(left, right):
    assert not different(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (lit("1", "integer"), lit("2", "decimal")),
        (lit("1809", "gYear"), lit("1810-02-12", "date")),
        (lit("a"), lit("b")),
        (lit("1"), lit("1", "integer")),
        (lit("true", "boolean"), lit("false", "boolean")),
    ],
)
def test_values_that_differ(left, right):
    assert different(left, right)
    assert not same(left, right)


def test_an_approximate_year_differs_from_nothing():
    assert not different(lit("1809~", EDTF), lit("1950", "gYear"))


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("many", "integer"), ("300", "byte"), ("-1", "nonNegativeInteger"), ("maybe", "boolean"), ("1809-02-31", "date")],
)
def test_ill_typed_literals(text, datatype):
    assert ill_typed(lit(text, datatype))


def test_value_spaces():
    assert in_space(lit("3", "integer"), XSD + "decimal") is True
    assert in_space(lit("3.5", "decimal"), XSD + "integer") is False
    assert in_space(lit("300", "integer"), XSD + "byte") is False
    assert in_space(Literal("hello", language="en"), XSD + "string") is False
    assert in_space(lit("3", "integer"), "urn:x:mine") is None
    assert Literal("hello", language="EN").datatype == RDF + "langString"


@given(st.integers(), st.integers())
def test_numbers_are_ordered_as_numbers(left, right):
    assert less(lit(str(left), "integer"), lit(str(right), "integer")) is (left < right)


@given(st.dates(), st.dates())
def test_dates_are_ordered_as_dates(left, right):
    assert less(lit(left.isoformat(), "date"), lit(right.isoformat(), "date")) is (left < right)
