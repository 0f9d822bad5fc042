"""The lexicon's indexes are kept beside the closure of a revision, and made again when they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kgqa.ask.index_file import kept, path_beside, read, write
from kgqa.ask.lexicon import Lexicon
from kgqa.config import Settings
from kgqa.model import IRI
from kgqa.store import open_memory, open_revision
from kgqa.updates import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.ask.texts import Arrays

EX = "http://example.org/"
GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:ada rdfs:label "Ada Moss"@en, "Ada Moos"@de ; :rank "warden" ; :home :ulm . :ulm rdfs:label "Ulm" .
"""


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(GRAPH)
    Writer(tmp_path / "store", Settings()).load([tmp_path / "graph.ttl"])
    for words in (tmp_path / "store").glob("*.words"):
        words.unlink()
    return tmp_path / "store"


def words_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".words" in path.name)


def never() -> Arrays:
    raise AssertionError("made again")


def test_what_is_kept_is_found_again(store_folder: Path) -> None:
    first = Lexicon.build(open_revision(store_folder), "en")
    store = open_revision(store_folder)
    again = Lexicon.build(store, "en")

    assert words_files(store_folder) == ["r000001.en.words"]
    assert "said.sums" in kept(store, "en", never)
    assert list(again.names.texts) == list(first.names.texts)
    assert list(again.names.names) == list(first.names.names)
    assert again.names.things[again.names.of_whole([("ada",), ("moss",)])[0]] == IRI(EX + "ada")
    assert again.values.lookup(["wardens"]) == first.values.lookup(["wardens"]) != ()


def test_each_language_has_its_own_file(store_folder: Path) -> None:
    store = open_revision(store_folder)
    english, german = Lexicon.build(store, "en"), Lexicon.build(store, "de")

    assert words_files(store_folder) == ["r000001.de.words", "r000001.en.words"]
    assert english.names.knows("moss")
    assert not german.names.knows("moss")


@pytest.mark.parametrize("harm", [lambda b: b[:-1], lambda b: b[:20], lambda b: b"", lambda b: b"x" + b[1:], None])
def test_what_does_not_fit_is_made_again(store_folder: Path, harm) -> None:  # type: ignore[no-untyped-def]
    store = open_revision(store_folder)
    Lexicon.build(store, "en")
    path = store_folder / "r000001.en.words"
    if harm is None:
        write(path, "another fingerprint", {})
    else:
        path.write_bytes(harm(path.read_bytes()))

    assert Lexicon.build(store, "en").names.knows("moss")
    assert "said.sums" in kept(store, "en", never)


def test_a_folder_that_cannot_be_written_keeps_nothing(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("kgqa.ask.index_file.os.fsync", full)

    assert Lexicon.build(open_revision(store_folder), "en").names.knows("moss")
    assert words_files(store_folder) == []


def test_a_store_in_memory_keeps_nothing() -> None:
    made: list[Arrays] = [{}, {"a": np.zeros(1)}]

    assert kept(open_memory(), "en", made.pop).keys() == {"a"}
    assert kept(open_memory(), "en", made.pop) == {}


def test_the_next_revision_has_its_own_and_old_ones_go(store_folder: Path, tmp_path: Path) -> None:
    Lexicon.build(open_revision(store_folder), "en")
    (tmp_path / "graph.ttl").write_text(GRAPH.replace("Ada Moss", "Ada Fenn"))
    for _ in range(2):
        Writer(store_folder, Settings()).load([tmp_path / "graph.ttl"])
        lexicon = Lexicon.build(open_revision(store_folder), "en")

    assert lexicon.names.knows("fenn")
    assert not lexicon.names.knows("moss")
    assert words_files(store_folder) == ["r000002.en.words", "r000003.en.words"]


def test_the_name_of_the_file_says_revision_and_language(tmp_path: Path) -> None:
    assert path_beside(tmp_path / "r000007.closure", "en-GB") == tmp_path / "r000007.en-gb.words"
    assert path_beside(tmp_path / "r000007.closure", "../x") == tmp_path / "r000007.x.words"


def test_arrays_of_all_kinds_and_lengths_are_read_as_written(tmp_path: Path) -> None:
    arrays = {"none": np.zeros(0, np.int64), "flags": np.ones(3, bool), "sums": np.arange(70, dtype=np.uint64)}
    write(tmp_path / "x.words", "fits", arrays)

    found = read(tmp_path / "x.words", "fits")
    assert found is not None
    assert all(
        np.array_equal(found[name], array) and found[name].dtype == array.dtype for name, array in arrays.items()
    )
    assert read(tmp_path / "x.words", "else") is None
    assert read(tmp_path / "y.words", "fits") is None
