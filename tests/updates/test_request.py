from __future__ import annotations

import pytest
from hypothesis import given, settings

from kgqa.errors import QueryError
from tests.updates import plain
from tests.updates.plain import after


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
