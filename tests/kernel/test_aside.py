"""A copy of the process makes what this one would have made, in the same order, and leaves nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from kouprey.domain.records.schema import Unfit
from kouprey.kernel import aside as room
from kouprey.kernel.aside import aside, in_two, is_copy
from kouprey.kernel.errors import KoupreyError, Refused, UnusableFile, UnusableInput
from kouprey.kernel.words import Said, said

MANY = room.MUCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """As the observations of a table are."""

    name: str
    parts: tuple[Thing, ...] = ()
    more: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """As their parts are."""

    country: str
    name: str = ""
    twice: tuple[str, ...] = ()


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    yield
    assert not multiprocessing.active_children()
    deadline = time.monotonic() + 5
    while any(thread.name == "aside" for thread in threading.enumerate()):
        assert time.monotonic() < deadline, "a thread still waits for a copy that is gone"
        time.sleep(0.01)


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them, however many there are."""
    if sys.platform != "linux":
        pytest.skip("Copies are made on Linux only.")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


def made(count: int) -> list[tuple[int, int, bool]]:
    return [(number, os.getpid(), is_copy()) for number in range(count)]


@pytest.mark.usefixtures("cores")
def test_many_things_are_made_in_a_copy_and_come_in_their_order():
    with aside(lambda: made(1_000), items=MANY) as coming:
        here = os.getpid()
        found = list(coming)
    assert [number for number, _process, _copy in found] == list(range(1_000))
    assert {(process == here, copy) for _number, process, copy in found} == {(False, True)}
    assert not is_copy()


@pytest.mark.usefixtures("cores")
def test_few_things_are_made_here_when_they_are_asked_for():
    asked = []

    def make() -> Iterator[int]:
        asked.append(os.getpid())
        yield 1

    with aside(make, items=MANY - 1) as coming:
        assert asked == []
        assert list(coming) == [1]
    assert asked == [os.getpid()]


def test_one_core_or_another_thread_makes_no_copy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0}, raising=False)
    with aside(lambda: made(1), items=MANY) as coming:
        assert list(coming) == [(0, os.getpid(), False)]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    found: list[object] = []

    def elsewhere() -> None:
        with aside(lambda: made(1), items=MANY) as coming:
            found.extend(coming)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [(0, os.getpid(), False)]


@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize("count", [0, 1, 2, 7, 8])
def test_both_halves_are_the_whole(count: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "MUCH", 2)
    items = list(range(count))
    parts = in_two(lambda some: [(one, os.getpid()) for one in some], items)
    done = [one for part in parts for one in part]
    assert [one for one, _process in done] == items
    assert len({process for _one, process in done}) == (2 if count > 1 else min(count, 1))


def test_few_items_are_done_at_once():
    assert in_two(list, list(range(9))) == [list(range(9))]


@pytest.mark.usefixtures("cores")
def test_where_the_system_has_no_room_for_a_copy_things_are_made_here(monkeypatch: pytest.MonkeyPatch):
    def full() -> int:
        raise OSError("Cannot allocate memory")

    monkeypatch.setattr(os, "fork", full)
    with aside(lambda: made(2), items=MANY) as coming:
        assert list(coming) == [(0, os.getpid(), False), (1, os.getpid(), False)]


@pytest.mark.usefixtures("cores")
def test_a_copy_makes_no_copy():
    with aside(lambda: in_two(lambda some: [os.getpid() for _one in some], range(MANY)), items=MANY) as coming:
        (whole,) = coming
    assert len(set(whole)) == 1
    assert set(whole) != {os.getpid()}


@pytest.mark.usefixtures("cores")
def test_things_come_as_they_were_made():
    thing = Thing(name="象牙", parts=(Thing(name="a"), Thing(name="b", more={"x": 1})))
    place = Place("KH", twice=("x",))
    things = [thing, said("There is no “%(name)s”.", name="x"), {1, 2}, None, False, place]
    with aside(lambda: things, items=MANY) as coming:
        found = list(coming)
    assert found == [thing, "There is no “x”.", {1, 2}, None, False, place]
    assert isinstance(found[1], Said)
    assert found[1].template == "There is no “%(name)s”."


@pytest.mark.usefixtures("cores")
def test_what_goes_wrong_in_making_is_raised_in_its_place():
    def make() -> Iterator[int]:
        yield 1
        raise UnusableInput("The row is wrong.", remedy="Mend it.")

    with aside(make, items=MANY) as coming:
        assert next(coming) == 1
        with pytest.raises(UnusableInput, match=r"The row is wrong\.") as raised:
            next(coming)
    assert raised.value.remedy == "Mend it."


class Unsent(Exception):
    """An error that cannot be sent."""

    def __init__(self) -> None:
        super().__init__("words")
        self.lock = threading.Lock()


@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize(
    "error",
    [
        UnusableFile("t.csv", expected="the columns a, b", found="a", remedy="Add b."),
        Unfit({"country": "Unknown."}),
        Refused("Not you."),
        KeyError("x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_come_as_they_were_with_where_they_came_from(error: Exception):
    def make() -> Iterator[int]:
        raise error
        yield 1

    with aside(make, items=MANY) as coming, pytest.raises(type(error)) as raised:
        next(coming)
    found = vars(raised.value)
    assert "in make" in found.pop("__notes__")[0]
    assert (found, str(raised.value), raised.value.args) == (vars(error), str(error), error.args)


@pytest.mark.usefixtures("cores")
def test_an_error_that_cannot_be_sent_comes_in_words():
    def make() -> Iterator[int]:
        raise Unsent
        yield 1

    with aside(make, items=MANY) as coming, pytest.raises(RuntimeError, match="in make"):
        next(coming)


@pytest.mark.usefixtures("cores")
def test_a_copy_that_is_gone_is_said():
    def make() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    with aside(make, items=MANY) as coming:
        assert next(coming) == 1
        with pytest.raises(KoupreyError, match=r"memory ran out.*in parts"):
            next(coming)


@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize("taken", [0, 1])
def test_what_nobody_takes_ends_with_the_block(taken: int):
    with aside(lambda: iter(lambda: "x" * 100_000, ""), items=MANY) as coming:  # without an end
        for _turn in range(taken):
            assert next(coming)[0] == "x"


@pytest.mark.usefixtures("cores")
def test_what_goes_wrong_here_ends_the_copy():
    with pytest.raises(ZeroDivisionError), aside(lambda: iter(lambda: 1, 0), items=MANY) as coming:
        raise ZeroDivisionError(next(coming))


KILLED = """
import os, signal, sys
from kouprey.kernel.aside import MUCH, aside
os.sched_getaffinity = lambda _process: {0, 1}
def make():
    yield os.getpid()
    while True:
        MAKE
with aside(make, items=MUCH) as coming:
    print(next(coming), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Copies are made on Linux only.")
@pytest.mark.parametrize("what", ['yield "x" * 100_000', "pass"], ids=["while it sends", "while it works"])
def test_a_copy_ends_when_its_process_is_killed(what: str):
    script = KILLED.replace("MAKE", what)
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)
    copy, deadline = int(killed.stdout), time.monotonic() + 10
    while os.path.exists(f"/proc/{copy}"):  # noqa: PTH110 - the system's own list of processes
        assert time.monotonic() < deadline, "the copy still runs"
        time.sleep(0.02)
    assert killed.returncode == -signal.SIGKILL
    assert killed.stderr == ""
