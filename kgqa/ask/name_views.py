"""What the arrays of a name index hold, as sequences and mappings of words and things."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from kgqa.ask.texts import Texts, seen
from kgqa.model import IRI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from kgqa.ask.texts import Arrays

T_co = TypeVar("T_co", covariant=True)


class _View(Sequence[T_co]):
    """A sequence that makes each item when it is asked for."""

    @abstractmethod
    def item(self, number: int) -> T_co:
        """The item at a place that there is."""

    @overload
    def __getitem__(self, number: int) -> T_co: ...
    @overload
    def __getitem__(self, number: slice) -> list[T_co]: ...
    def __getitem__(self, number: int | slice) -> T_co | list[T_co]:
        if isinstance(number, slice):
            return [self.item(n) for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.item(number)


class Rows:
    """For each number the numbers that belong to it."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.starts, self.rows = seen(arrays[f"{name}.starts"]), arrays[f"{name}.rows"]

    def of(self, number: int) -> NDArray[Any]:
        """The numbers that belong to a number."""
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1


class Keys(_View[tuple[str, ...]]):
    """The canonical words of each name."""

    def __init__(self, arrays: Arrays, words: Texts) -> None:
        self._rows, self._words = Rows(arrays, "name"), words

    def __len__(self) -> int:
        return len(self._rows)

    def item(self, number: int) -> tuple[str, ...]:
        """The words of a name."""
        return tuple(self._words[word] for word in self._rows.of(number).tolist())


class Bearers(_View[IRI]):
    """The thing that bears each name."""

    def __init__(self, arrays: Arrays) -> None:
        self._thing_of, self._things = seen(arrays["thing_of"]), Texts(arrays, "thing")

    def __len__(self) -> int:
        return len(self._thing_of)

    def item(self, number: int) -> IRI:
        """The bearer of a name."""
        return IRI(self._things[self._thing_of[number]])


class Holding(Mapping[str, "NDArray[Any]"]):
    """The numbers of the names that hold a word."""

    def __init__(self, arrays: Arrays, words: Texts) -> None:
        self._rows, self._words = Rows(arrays, "held"), words

    def __getitem__(self, word: str) -> NDArray[Any]:
        number = self._words.find(word)
        held = None if number is None else self._rows.of(number)
        if held is None or not len(held):
            raise KeyError(word)
        return held

    def __iter__(self) -> Iterator[str]:
        return (self._words[number] for number in range(len(self._rows)) if len(self._rows.of(number)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Titles(Mapping[IRI, set[str]]):
    """The words of the short texts that are told of a thing."""

    def __init__(self, arrays: Arrays, words: Texts) -> None:
        self._rows, self._words, self._things = Rows(arrays, "title"), words, Texts(arrays, "thing")

    def __getitem__(self, thing: IRI) -> set[str]:
        number = self._things.find(thing.value)
        if number is None:
            raise KeyError(thing)
        return {self._words[word] for word in self._rows.of(number).tolist()}

    def __iter__(self) -> Iterator[IRI]:
        return map(IRI, self._things)

    def __len__(self) -> int:
        return len(self._things)


class TitleWords:
    """The words of all titles."""

    def __init__(self, arrays: Arrays, words: Texts) -> None:
        self._titled, self._words = arrays["titled"], words

    def __contains__(self, word: object) -> bool:
        number = self._words.find(word) if isinstance(word, str) else None
        return number is not None and bool(self._titled[number])
