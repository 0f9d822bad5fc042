from __future__ import annotations

import pytest
from hypothesis import given, settings

from kgqa.config import Settings
from kgqa.errors import QueryError
from kgqa.model import LOCAL_GRAPH
from kgqa.store import open_memory
from kgqa.updates.draft import Draft
from kgqa.updates.request import carry_out, read_request
from tests.updates import plain


def after(*updates: str, using=(), using_named=()):
    store = open_memory()
    for update in updates:
        draft = Draft(store, Settings())
        carry_out(read_request(update, using, using_named), draft)
        draft.settle()
    return store


def texts(store, graph=LOCAL_GRAPH):
    return {str(fact) for fact in store.match(graph=graph)}


@settings(max_examples=400)
@given(plain.data, plain.request)
def test_an_update_does_what_another_evaluator_does(data, request):
    start = (
        f"INSERT DATA {{ {data} GRAPH <urn:g:one> {{ <urn:a> <urn:p> 1 }} GRAPH <urn:g:two> {{ <urn:b> <urn:p> 2 }} }}"
    )
    wanted = plain.expected(start, request)
    if wanted is None:
        with pytest.raises(QueryError):
            after(start, request)
    else:
        assert plain.shown(after(start, request)) == wanted, request
