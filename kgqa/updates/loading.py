"""Files into a store that holds facts already: only the difference is written and reasoned over, if it is small."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kgqa import closure
from kgqa.errors import InputError
from kgqa.load import read_sources
from kgqa.load.rdf import is_reserved
from kgqa.load.sources import graph_names
from kgqa.model import INFERRED_GRAPH, is_absolute
from kgqa.store.edits import stored
from kgqa.updates.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kgqa.closure import Content
    from kgqa.load import Loaded
    from kgqa.model import IRI, Triple
    from kgqa.updates.draft import Draft

MOST_CHANGES = 50_000
"""Above so many, all is written and derived anew: that takes less a fact."""


def check_source(source: IRI | None) -> None:
    """Raise InputError for what cannot name the graph of a file."""
    if source is not None and not is_absolute(source.value):
        raise InputError(f"{source.value!r} is no absolute IRI", remedy="give --source an IRI")
    if source is not None and is_reserved(source):
        raise InputError(f"{source} is kept by kgqa itself", remedy="choose another name for --source")


def load_files(
    draft: Draft,
    paths: Sequence[Path],
    source: IRI | None,
    progress: Callable[[str, int], None] | None,
) -> None:
    """Bring a draft to state what files state. Raises InputError or FormatError for what cannot be read."""
    store = draft.store
    taken = closure.paths_of(store)
    parts = read_sources(paths, source=source, taken=taken, progress=progress)
    names = [source] * len(paths) if source else graph_names(paths, taken)
    held = {**taken, **{name: str(path.resolve()) for name, path in zip(names, paths, strict=True)}}
    history = f"{store.record('revision')} {closure.key_of(paths, draft.settings)} {source}"
    digest = hashlib.sha256(history.encode()).hexdigest()
    revision = f"{draft.number}.{digest[:8]}"
    contents = list(closure.contents(store, parts))
    changes = [_changes(draft, content) for content in contents]
    if _is_small(draft, changes):
        for content, change in zip(contents, changes, strict=True):
            _change(draft, content, *change)
        closure.record_parts(store, parts)
    else:
        _rebuild(draft, parts, revision, progress, changes)
    store.set_record("paths", json.dumps({name.value: path for name, path in held.items()}))
    draft.named(revision)


Change = tuple[list["Triple"], list["Triple"]]
"""What a graph is to hold and does not, and the other way round."""


def _changes(draft: Draft, content: Content) -> Change:
    had = set(draft.store.match(graph=content.graph))
    wanted = dict.fromkeys(map(stored, content.triples)) if had else dict.fromkeys(content.triples)
    return [triple for triple in wanted if triple not in had], [triple for triple in had if triple not in wanted]


def _is_small(draft: Draft, changes: Sequence[Change]) -> bool:
    image = draft.store.image_before
    unique = closure.unique_names_of(draft.store)
    number = sum(len(new) + len(gone) for new, gone in changes)
    return image is not None and image.is_file() and unique == draft.settings.unique_names and number <= MOST_CHANGES


def _change(draft: Draft, content: Content, new: list[Triple], gone: list[Triple]) -> None:
    edits = draft.edits
    edits.create(content.graph)
    edits.delete(content.graph, gone)
    edits.insert(content.graph, new)
    if not content.shared:
        edits.clear_records(content.graph)
    draft.store.record_source(content.graph, content.file, content.lines)


def _rebuild(
    draft: Draft,
    parts: Sequence[Loaded],
    revision: str,
    progress: Callable[[str, int], None] | None,
    changes: Sequence[Change],
) -> None:
    before = draft.store.size(INFERRED_GRAPH)
    made = any(not draft.edits.exists(part.source) for part in parts)
    reasoned = closure.build(draft.store, parts, revision, draft.settings, progress)
    more = draft.store.size(INFERRED_GRAPH) - before
    added, removed = sum(len(new) for new, _ in changes), sum(len(gone) for _, gone in changes)
    draft.rebuilt(reasoned, Written(revision, added, removed, max(0, more), max(0, -more), made))
