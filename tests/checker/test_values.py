"""Literals as the checker reads them: decided where that is certain, else left open."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.checker.computation import computes, is_result
from kgqa.checker.trial import holds, is_test
from kgqa.checker.values import characters, different, equal, ill_typed, less, number, outside, same
from kgqa.model import EDTF, IRI, RDF, XSD, Literal, Triple
from kgqa.reason import values as reasoners
from tests.reason.graphs import triple

SWRLB = "http://www.w3.org/2003/11/swrlb#"


def literal(text):
    return triple(f":x :p {text}").object


def typed(lexical, name):
    return Literal(lexical, XSD + name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1", "01", True),
        ("1", "1.0", True),
        ("1", '"1"^^xsd:double', False),
        ('"1"^^xsd:float', '"1.0"^^xsd:float', True),
        ('"16777216"^^xsd:float', '"16777217"^^xsd:float', True),
        ('"a"', '"a"@en', False),
        ('"a"@en', '"a@en"^^rdf:PlainLiteral', True),
        ('"true"^^xsd:boolean', '"1"^^xsd:boolean', True),
        ('"0f"^^xsd:hexBinary', '"0F"^^xsd:hexBinary', True),
        ('"Zg=="^^xsd:base64Binary', '"Z g=="^^xsd:base64Binary', True),
        ('"1809"^^xsd:gYear', '"1809-02-12"^^xsd:date', None),
        ('"2000-01-01T12:00:00Z"^^xsd:dateTime', '"2000-01-01T13:00:00+01:00"^^xsd:dateTime', True),
        ('"x"^^:unknown', '"y"^^:unknown', None),
        ('"x"^^xsd:integer', "1", False),
    ],
)
def test_the_same_value(one, other, expected):
    assert same(literal(one), literal(other)) is expected
    assert same(literal(other), literal(one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1", "2", True),
        ("1", "1.0", False),
        ('"a"', "1", True),
        ('"NaN"^^xsd:double', '"NaN"^^xsd:double', False),
        ('"1809"^^xsd:gYear', '"1809-02-12"^^xsd:date', False),
        ('"1809"^^xsd:gYear', '"1810-02"^^xsd:gYearMonth', True),
        ('"1809~"^^edtf:EDTF', '"1820"^^xsd:gYear', False),
        ('"2000-01-01T12:00:00"^^xsd:dateTime', '"2000-01-01T13:00:00Z"^^xsd:dateTime', None),
        ('"2000-01-01T12:00:00"^^xsd:dateTime', '"2000-01-03T12:00:00Z"^^xsd:dateTime', True),
        ('"x"^^:unknown', "1", None),
    ],
)
def test_certainly_different_values(one, other, expected):
    assert different(literal(one), literal(other)) is expected
    assert different(literal(other), literal(one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1", "1.5", True),
        ("2", "1.5", False),
        ("0.1", '"0.2"^^xsd:double', True),
        ('"a"', '"b"', True),
        ('"a"', "1", False),
        ('"1809-02-12"^^xsd:date', '"1809-02-13"^^xsd:date', True),
        ('"1809"^^xsd:gYear', '"1809-02-13"^^xsd:date', False),
        ('"1808/1810"^^edtf:EDTF', '"1811"^^xsd:gYear', True),
        ('"../1809-02-12"^^edtf:EDTF', '"1809-02-13"^^xsd:date', True),
        ('"1809-02-12/.."^^edtf:EDTF', '"1909"^^xsd:gYear', False),
        ('"18XX"^^edtf:EDTF', '"1900"^^xsd:gYear', True),
        ('"1809-21"^^edtf:EDTF', '"1810"^^xsd:gYear', True),
        ('"1809~"^^edtf:EDTF', '"1900"^^xsd:gYear', False),
        ('"-0044"^^xsd:gYear', '"-0043-03-15"^^xsd:date', True),
        ('"2000-01-01T23:00:00-12:00"^^xsd:dateTime', '"2000-01-02T01:00:00Z"^^xsd:dateTime', False),
        ('"2000-01-01T24:00:00"^^xsd:dateTime', '"2000-01-02"^^xsd:date', False),
        ('"2000-01-01T23:59:59.9"^^xsd:dateTime', '"2000-01-02"^^xsd:date', True),
    ],
)
def test_certainly_before(one, other, expected):
    assert less(literal(one), literal(other)) is expected


@pytest.mark.parametrize(
    ("lexical", "name", "expected"),
    [
        ("many", "integer", True),
        ("300", "byte", True),
        ("-128", "byte", False),
        ("-1", "unsignedByte", True),
        ("255", "unsignedByte", False),
        ("1.", "decimal", False),
        (".", "decimal", True),
        ("-.5", "decimal", False),
        ("1e400", "double", None),
        ("1e40", "float", None),
        ("yes", "boolean", True),
        ("a b", "NCName", True),
        ("a  b", "token", True),
        ("été", "NCName", None),
        ("2001-02-29", "date", True),
        ("2000-02-29", "date", False),
        ("1809-05-03", "gYear", True),
        ("2000-01-01T10:00:00", "dateTimeStamp", True),
        ("2000-01-01T25:00:00", "dateTime", True),
        ("abc", "hexBinary", True),
        ("????", "base64Binary", True),
        ("a b", "anyURI", None),
        ("P1Y", "duration", None),
    ],
)
def test_ill_typed_literals(lexical, name, expected):
    assert ill_typed(typed(lexical, name)) is expected


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("3", "decimal", False),
        ("3", "byte", False),
        ("300", "byte", True),
        ("3.5", "integer", True),
        ("3", "double", True),
        ('"a"', "string", False),
        ('"a b"', "NCName", True),
        ('"a"@en', "string", True),
        ('"many"^^xsd:integer', "integer", True),
        ('"1809"^^xsd:gYear', "date", True),
        ('"2000-01-01T10:00:00Z"^^xsd:dateTime', "dateTimeStamp", False),
        ('"2000-01-01T10:00:00"^^xsd:dateTime', "dateTimeStamp", True),
        ('"2000-01-01T10:00:00Z"^^xsd:dateTimeStamp', "dateTime", False),
        ('"1809~"^^edtf:EDTF', "date", None),
        ("3", "duration", None),
    ],
)
def test_values_outside_of_a_datatype(text, datatype, expected):
    assert outside(literal(text), XSD + datatype) is expected


def test_numbers_and_texts():
    assert number(typed("-0.5", "decimal")) == Fraction(-1, 2)
    assert number(typed("-INF", "float")) == float("-inf")
    assert number(Literal("5")) is None
    assert characters(Literal("a@en", RDF + "PlainLiteral")) == "a"
    assert characters(typed("5", "integer")) is None
    assert equal(typed("1", "integer"), typed("1", "double")) is True
    assert equal(typed("0.1", "decimal"), typed("0.1", "float")) is None


@pytest.mark.parametrize(
    ("name", "inputs", "right", "wrong"),
    [
        ("add", "1, 2.5, 3", "6.5", "6"),
        ("subtract", "1, 2", "-1", "1"),
        ("multiply", "2, 3, 4", "24", "9"),
        ("divide", "1, 3", "0.333333333333", "0.33"),
        ("integerDivide", "-7, 2", "-3", "-4"),
        ("mod", "-7, 3", "-1", "2"),
        ("pow", "2, 10", "1024", "20"),
        ("abs", "-3", "3", "-3"),
        ("unaryMinus", "3", "-3", "3"),
        ("ceiling", "1.2", "2", "1"),
        ("floor", "-1.2", "-2", "-1"),
        ("round", "-2.5", "-2", "-3"),
        ("roundHalfToEven", "2.5", "2", "3"),
        ("roundHalfToEven", "2.345, 2", "2.34", "2.35"),
        ("stringLength", '"abc"', "3", "4"),
        ("stringConcat", '"ab", "c"', '"abc"', '"cab"'),
        ("upperCase", '"abc"', '"ABC"', '"abc"'),
        ("normalizeSpace", '" a  b "', '"a b"', '"a  b"'),
        ("substringBefore", '"a-b-c", "-"', '"a"', '"a-b"'),
        ("substringAfter", '"a-b-c", "-"', '"b-c"', '"c"'),
    ],
)
def test_what_built_ins_compute(name, inputs, right, wrong):
    builtin, terms = IRI(SWRLB + name), [literal(text) for text in inputs.split(", ")]
    assert computes(builtin)
    assert is_result(builtin, terms, literal(right)) is True
    assert is_result(builtin, terms, literal(wrong)) is False


def test_what_is_not_computed_here_is_left_open():
    assert is_result(IRI(SWRLB + "sin"), [literal("1")], literal("0.8")) is None
    assert is_result(IRI(SWRLB + "pow"), [literal("2"), literal("0.5")], literal("1.4")) is None
    assert is_result(IRI(SWRLB + "divide"), [literal("1"), literal("0")], literal("0")) is False
    assert is_result(IRI(SWRLB + "add"), [literal("1"), literal('"a"')], literal("1")) is False
    assert holds(Triple(literal('"a"'), IRI(SWRLB + "matches"), literal('"b"')), unique_names=True) is None
    assert not is_test(IRI("urn:x:p"))


@pytest.mark.parametrize(
    ("one", "name", "other", "expected"),
    [
        ("1", "equal", "1.0", True),
        ("1", "notEqual", "1.0", False),
        ('"b"', "greaterThan", '"a"', True),
        ("1", "greaterThanOrEqual", "2", False),
        ("2", "lessThanOrEqual", "2", True),
        ('"Abc"', "containsIgnoreCase", '"BC"', True),
        ('"abc"', "startsWith", '"b"', False),
        ('"abc"', "endsWith", '"c"', True),
        ("123", "contains", '"2"', False),
    ],
)
def test_comparisons(one, name, other, expected):
    test = Triple(literal(one), IRI(SWRLB + name), literal(other))
    assert holds(test, unique_names=True) is expected


LITERALS = st.one_of(
    st.builds(lambda n: typed(str(n), "integer"), st.integers(-200, 200)),
    st.builds(lambda n, d: typed(f"{n}.{d}", "decimal"), st.integers(-5, 5), st.integers(0, 99)),
    st.builds(lambda n: typed(repr(n), "double"), st.floats(-10, 10, allow_subnormal=False)),
    st.builds(lambda y: typed(f"{y:04}", "gYear"), st.integers(1700, 1705)),
    st.builds(lambda d: typed(f"{d:%Y-%m-%d}", "date"), st.dates().filter(lambda d: d.year > 999)),
    st.builds(lambda y, m: typed(f"{y}-{m:02}", "gYearMonth"), st.integers(1700, 1702), st.integers(1, 12)),
    st.builds(lambda y, mark: Literal(f"{y}{mark}", EDTF), st.integers(1700, 1705), st.sampled_from(["", "~", "/.."])),
    st.builds(lambda d: typed(d.isoformat(), "dateTime"), st.datetimes().filter(lambda d: d.year > 999)),
    st.builds(Literal, st.text(max_size=2)),
    st.builds(typed, st.text("ab:-0 ", max_size=3), st.sampled_from(["token", "byte"])),
)


@given(LITERALS, LITERALS)
def test_what_the_reasoner_is_certain_of_is_never_denied(one, other):
    """Two programs that were written apart agree: what the one takes for certain, the other does not call false."""
    for ours, theirs in ((same, reasoners.same), (different, reasoners.different), (less, reasoners.less)):
        assert ours(one, other) is not False or not theirs(one, other)
    assert ill_typed(one) is not False or not reasoners.ill_typed(one)


@given(LITERALS, LITERALS)
def test_before_is_an_order(one, two):
    assert not (less(one, two) and less(two, one))
    if less(one, two):
        assert different(one, two) is not False
        assert not same(one, two)
