"""What a list call returns."""

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TypeVar, overload

Item = TypeVar("Item")


class Listing(Sequence[Item]):
    """Everything on the pages of a list. The first page is there, the others are asked for as they are reached.

    Each page is asked for once, so that iterating again costs nothing; a new call gives the list as it is by then.
    len(), and places counted from the end, need every page. Threads may share it.

    Args:
        page: Gives what is on the page of a number, from 1, and something true where there is a next page.
    """

    def __init__(self, page: Callable[[int], tuple[Sequence[Item] | None, object]]) -> None:
        self._page = page
        self._pages = 0
        self._items: list[Item] = []
        self._known: set[str] = set()
        self._more = True
        self._lock = threading.Lock()
        self._reach(0)
        self._first_page = len(self._items)

    def __repr__(self) -> str:
        shown = [repr(item) for item in self._items[:3]]
        return f"[{', '.join([*shown, '...'] if self._more or len(self._items) > 3 else shown)}]"

    def _repr_html_(self) -> str | None:
        """What a notebook shows: a table of the first page."""
        from .notebook import of_list  # of no use to a script

        return of_list(self._items[: self._first_page], more=self._more or len(self._items) > self._first_page)

    def __iter__(self) -> Iterator[Item]:
        for place in count():
            if not self._reach(place):
                return
            yield self._items[place]

    def __len__(self) -> int:
        self._reach(None)
        return len(self._items)

    def __bool__(self) -> bool:
        return self._reach(0)

    @overload
    def __getitem__(self, index: int, /) -> Item: ...
    @overload
    def __getitem__(self, index: slice, /) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice, /) -> Item | Sequence[Item]:
        ends = (index.start or 0, index.stop) if isinstance(index, slice) else (index,)
        farthest = None if any(end is None or end < 0 for end in ends) else max(ends)
        self._reach(farthest)
        return self._items[index]

    def _reach(self, place: int | None) -> bool:
        """Ask for pages until the item at `place` is here, for all with None. Returns whether that item is here."""
        while self._more and (place is None or place >= len(self._items)):
            with self._lock:
                if self._more and (place is None or place >= len(self._items)):
                    self._ask()
        return place is not None and place < len(self._items)

    def _ask(self) -> None:
        results, following = self._page(self._pages + 1)
        self._pages += 1
        # Things move from one page to the next while one asks: those that were on an earlier page come once. A page
        # with nothing new is the last, whatever it says of a next one, so that no service can keep this going for ever.
        keys = [_key(item) for item in results or ()]
        new = [item for item, key in zip(results or (), keys, strict=True) if key not in self._known]
        self._known.update(keys)
        self._items += new
        self._more = bool(new and following)


def _key(item: object) -> str:
    """What tells one thing from another: its id, or, where it has none, all of it."""
    identifier = getattr(item, "id", None)
    return repr(item.to_dict() if identifier is None and hasattr(item, "to_dict") else identifier or item)
