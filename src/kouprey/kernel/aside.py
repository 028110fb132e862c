"""Work done aside: a copy of this process makes things while this one goes on, where there is a core for each.

The copy knows all that we know, so nothing has to be sent to it; what it makes is sent back. It never speaks to the
database: connections are ours.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from queue import Queue
from typing import Any, Final, TypeVar

from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.words import said

T = TypeVar("T")
R = TypeVar("R")

MUCH: Final = 2_000
"""So many items are worth a copy, whose making takes as long as some fifty of them."""
WAITING: Final = 128
"""Things that may wait to be taken. When there are more, the copy waits."""
_is_copy = False


def is_copy() -> bool:
    """Whether this is a copy, which speaks to nobody but the process that it was made of."""
    return _is_copy


def spare() -> bool:
    """Whether a copy may be made: Linux, a second core, and the main thread. A worker and the shell work in theirs; a
    server answers in others, beside which some lock may be shut that nobody would ever open in the copy."""
    if _is_copy or sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return False
    return len(os.sched_getaffinity(0)) > 1


@contextmanager
def aside(make: Callable[[], Iterable[T]], *, items: int) -> Iterator[Iterator[T]]:
    """Let things be made, in a copy of this process where `items` are many. Gives them one by one, in their order.

    What goes wrong in making is raised where the next thing is asked for; KoupreyError, if the copy is gone.
    """
    started = _copied(make) if items >= MUCH and spare() else None
    if started is None:
        yield iter(make())
        return
    copy, incoming = started
    waiting: Queue[bytes | None] = Queue(WAITING)
    receiving = threading.Thread(target=_receive, args=(incoming, waiting), name="aside", daemon=True)
    receiving.start()
    try:
        yield _taken(waiting)
    finally:
        copy.kill()
        while waiting.get() is not None:
            pass  # what nobody takes any more
        receiving.join()
        copy.join()
        incoming.close()


def _copied(make: Callable[[], Iterable[Any]]) -> tuple[Any, Any] | None:
    """A copy that makes things, and where they come from; none where the system has no room for one."""
    from multiprocessing import get_context  # noqa: PLC0415 - few need it

    forking = get_context("fork")
    incoming, outgoing = forking.Pipe(duplex=False)
    copy = forking.Process(target=_send, args=(make, incoming, outgoing), daemon=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12: other threads are not copied
            copy.start()
    except OSError:
        incoming.close()
        return None
    finally:
        outgoing.close()
    return copy, incoming


def in_two(work: Callable[[Sequence[T]], R], items: Sequence[T]) -> list[R]:
    """The work on two parts of many items at the same time; on all of them at once, where there is no copy."""
    if len(items) < MUCH or not spare():
        return [work(items)]
    middle = len(items) * 11 // 20  # for the copy must send what it made

    def second() -> Iterator[R]:
        yield work(items[middle:])

    with aside(second, items=len(items)) as other:
        return [work(items[:middle]), next(other)]


def _send(make: Callable[[], Iterable[Any]], incoming: Any, outgoing: Any) -> None:
    """What the copy does. When nobody takes things any more, it ends."""
    global _is_copy
    _is_copy = True
    incoming.close()  # else it would wait for itself
    threading.Thread(target=_end_with_process, daemon=True).start()
    with suppress(BrokenPipeError, KeyboardInterrupt):  # from the keyboard its process is told as well
        try:
            for thing in make():
                outgoing.send_bytes(_packed((True, thing)))
            outgoing.send_bytes(_packed((False, None)))
        except Exception as error:  # noqa: BLE001 - raised where things are taken
            outgoing.send_bytes(_packed_error(error))


def _end_with_process() -> None:
    """End the copy when the process that it was made of is gone, whatever it is doing."""
    from multiprocessing import connection, parent_process  # noqa: PLC0415 - as above

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _receive(incoming: Any, waiting: Queue[bytes | None]) -> None:
    """Take in what comes, so that the copy need not wait until it is asked for."""
    try:
        while True:
            waiting.put(incoming.recv_bytes())
    except (EOFError, OSError):
        pass
    finally:
        waiting.put(None)


def _taken(waiting: Queue[bytes | None]) -> Iterator[Any]:
    while (packed := waiting.get()) is not None:
        more, thing = pickle.loads(packed)  # noqa: S301 - our own copy packed it
        if more:
            yield thing
        elif thing is None:
            return
        else:
            raise thing
    waiting.put(None)  # for whoever clears up
    raise KoupreyError(
        said("A process that helped ended before its work was done; perhaps memory ran out."),
        remedy=said("Try again; if it happens again, bring the table in parts."),
    )


class _Pickler(pickle.Pickler):
    """Writes a dataclass as the call that makes it: to set its fields one by one takes twice as long. An error goes
    with what it knows, for many cannot be made of their words alone."""

    def reducer_override(self, thing: Any) -> Any:
        kind = type(thing)
        if is_dataclass(kind):
            values = tuple([getattr(thing, name) for name in _names_of(kind)])
            return (_named, (kind, *values)) if _by_name(kind) else (kind, values)
        if isinstance(thing, BaseException):
            return _wrong, (kind, thing.args, vars(thing))
        return NotImplemented


def _named(kind: type, *values: Any) -> Any:
    """A dataclass whose fields are named by whoever makes it."""
    return kind(**dict(zip(_names_of(kind), values, strict=True)))


def _wrong(kind: type[BaseException], args: tuple[Any, ...], known: dict[str, Any]) -> BaseException:
    """An error as it was, without asking its class to make it."""
    error = kind.__new__(kind, *args)
    vars(error).update(known)
    return error


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields by which it is made, in their order."""
    return tuple(field.name for field in fields(kind))


@cache
def _by_name(kind: type) -> bool:
    return any(field.kw_only for field in fields(kind))


def _packed(thing: Any) -> bytes:
    into = BytesIO()
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(thing)
    return into.getvalue()


def _packed_error(error: Exception) -> bytes:
    """An error, and where it came from; of one that cannot be sent, its words."""
    where = "".join(traceback.format_exception(error))
    try:
        error.add_note(where)
        return _packed((False, error))
    except Exception:  # noqa: BLE001 - whatever stands in the way of sending it
        return _packed((False, RuntimeError(where)))
