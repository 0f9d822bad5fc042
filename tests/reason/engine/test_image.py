"""A closure saved and opened again: the same in everything, whatever its terms, and changed as before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.model import IRI, RDF_TYPE, BlankNode, Literal, Triple
from kgqa.reason import derive, opened, saved
from kgqa.reason.engine.terms import TermsOnDisk, packed, written
from tests.reason.engine.comparing import clashes_of, clashing, source_of, tried
from tests.reason.engine.ontologies import CLASSES, ODD, PROPERTIES, SUB_CLASS, THINGS, flat
from tests.reason.engine.test_update import histories

A, B, *_ = THINGS
P, *_ = PROPERTIES
C, D, *_ = CLASSES

CHARACTERS = st.characters() | st.sampled_from(["\0", "\n", '"', "\ud800", "\udfff", "\U0010ffff", "@", "_", ":"])
TEXTS = st.text(CHARACTERS, max_size=6)
LANGUAGES = st.sampled_from(["en", "en-GB", "X-klingon", ""])
RESOURCES = st.one_of(
    st.builds(lambda text: IRI(f"urn:x:{text}"), TEXTS), st.builds(BlankNode, TEXTS), st.sampled_from(THINGS)
)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, LANGUAGES),
    st.builds(lambda text, kind: Literal(text, f"urn:x:{kind}"), TEXTS, st.sampled_from(["", "a", "ü"])),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("closures") / "closure"


def reopened(closure, path):
    saved(closure, path)
    return opened(path)


@tried(50)
@given(history=histories(), unique_names=st.booleans())
def test_what_is_opened_is_what_was_saved(path, history, unique_names):
    first, changes = history
    closure = derive(flat(first), unique_names=unique_names)
    for add, delete in changes[:3]:
        again = reopened(closure, path)
        assert_alike(closure, again)
        try:
            before = set(closure.match())
            change = closure.change(flat(add), flat(delete))
        except InputError:
            with pytest.raises(InputError):
                again.change(flat(add), flat(delete))
            assert set(again.match()) == before
            continue
        assert again.change(flat(add), flat(delete)) == change
        assert_alike(closure, again)


@tried(25)
@given(history=histories(ODD), unique_names=st.booleans())
def test_strange_ontologies_too(path, history, unique_names):
    closure = derive(flat(history[0]), unique_names=unique_names)
    assert_alike(closure, reopened(closure, path))


def assert_alike(one, other):
    assert set(one.match()) == set(other.match())
    assert set(one.inferred()) == set(other.inferred())
    assert set(one.asserted()) == set(other.asserted())
    assert (len(one), one.program) == (len(other), other.program)
    assert clashing(one, clashes_of(one)) == clashing(one, clashes_of(other))
    prove_one, prove_other = (closure.prover(source_of(one.asserted())).prove for closure in (one, other))
    for fact in sorted(one.inferred(), key=str)[:5]:
        assert prove_one(fact) == prove_other(fact)


@tried(60)
@given(facts=st.lists(st.builds(Triple, RESOURCES, st.just(P), RESOURCES | LITERALS), max_size=12))
def test_every_term_comes_back(path, facts):
    closure = derive(facts)
    again = reopened(closure, path)
    assert set(again.match()) == set(facts)
    for fact in facts:
        assert fact in again
        assert set(again.match(fact.subject, fact.predicate, fact.object)) == {fact}
    assert Triple(IRI("urn:x:nobody"), P, Literal("nothing")) not in again
    assert again.change(delete=facts).removed == set(facts)


@tried(60)
@given(st.lists(RESOURCES, unique=True))
def test_terms_are_found_by_number_and_by_content(terms):
    kept = TermsOnDisk(packed([written(term) for term in terms]), literals=False)
    assert [kept.term(number) for number in range(len(kept))] == terms
    assert [kept.find(term) for term in terms] == list(range(len(terms)))
    assert kept.named().tolist() == [isinstance(term, IRI) for term in terms]
    assert kept.find(IRI("urn:y:other")) is None


def test_very_long_terms_come_back(path):
    facts = [Triple(IRI("urn:x:" + "y" * 200_000), P, Literal("\U0001f600" * 200_000, language="EN"))]
    assert list(reopened(derive(facts), path).match()) == facts


def test_what_was_changed_before_saving_is_saved(path):
    closure = derive([Triple(C, SUB_CLASS, D), Triple(A, RDF_TYPE, C)])
    closure.change([Triple(B, RDF_TYPE, C)], [Triple(A, RDF_TYPE, C)])
    again = reopened(closure, path)
    assert set(again.match(None, RDF_TYPE)) == {Triple(B, RDF_TYPE, C), Triple(B, RDF_TYPE, D)}
    assert set(again.asserted()) == {Triple(C, SUB_CLASS, D), Triple(B, RDF_TYPE, C)}


@pytest.mark.parametrize("content", [b"", b"kgqa", b"kgqa closure 1\n", b"kgqa closure 1\n" + b"\xff" * 8, b"\0" * 99])
def test_what_is_no_closure_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(InputError):
        opened(path)


def test_a_closure_that_was_cut_short_is_refused(path):
    size = saved(derive([Triple(A, P, B)]), path)
    assert path.stat().st_size == size
    path.write_bytes(path.read_bytes()[: size // 2])
    with pytest.raises(InputError):
        opened(path)
