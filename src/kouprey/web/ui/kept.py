"""Answers of this process that are kept, and questions that are put side by side.

Sorting, paging, pictures and files of one page ask the same question again: what a release answered once, it answers
always, so the last answers are kept until they hold too many rows. Old and new names hang on the lists of taxa as
well, which are part of what an answer is kept by.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, Final

from django.utils.translation import get_language, override

from kouprey.analytics.reference.naming import lists_in_use

KEPT_ROWS: Final = 200_000
"""So many rows may be kept in all; an answer with more is asked for again each time."""
AT_ONCE: Final = 2
"""So many questions of one page are put at the same time: planning one takes one core, whatever the machine has."""
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_door: Final = Lock()


def answered(store: Any, measure: str, asked: Mapping[str, Any]) -> Any:
    """The answer of one of the store's measures by its name, from before or now."""
    return kept(store, measure, asked, lambda: getattr(store, measure)(**asked))


def kept(store: Any, name: str, asked: Mapping[str, Any], ask: Callable[[], Any]) -> Any:
    """What `ask` gives, from before if this release and these lists were asked the same under `name`."""
    key = _key(store, name, asked)
    found = _before(key)
    if found is None:
        found = ask()
        _keep(key, found)
    return found


def beginning(store: Any, name: str, asked: Mapping[str, Any], most: int, ask: Callable[[], Any]) -> Any:
    """The same where `ask` gives at most one row more than `most`: with no more than that it is the whole answer."""
    key = _key(store, name, asked)
    found = _before(key) or _before((*key, most))
    if found is None:
        found = ask()
        _keep(key if len(found.rows) <= most else (*key, most), found)
    return found


def together(*asks: Callable[[], Any]) -> list[Any]:
    """What all of these give, in their order, asked side by side. The first error in that order is raised."""
    language = get_language()

    def spoken(ask: Callable[[], Any]) -> Any:
        with override(language):  # an error speaks the reader's language, which another thread does not know
            return ask()

    with ThreadPoolExecutor(AT_ONCE) as asking:
        waiting = [asking.submit(spoken, ask) for ask in asks]
        return [answer.result() for answer in waiting]


def _key(store: Any, name: str, asked: Mapping[str, Any]) -> tuple[Hashable, ...]:
    lists = lists_in_use(store.home) if asked.get("names", "file") != "file" else ()
    return (str(store.release.folder), lists, name, tuple(sorted(asked.items())))


def _before(key: Hashable) -> Any:
    with _door:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
        return found


def _keep(key: Hashable, answer: Any) -> None:
    if len(answer.rows) > KEPT_ROWS:
        return
    with _door:
        _kept[key] = answer
        while sum(len(other.rows) for other in _kept.values()) > KEPT_ROWS:
            _kept.popitem(last=False)
