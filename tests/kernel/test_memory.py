"""What stays is set aside once."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from kouprey.kernel.memory import piling


def test_what_was_loaded_is_set_aside_and_waste_is_still_found():
    asked = (
        "import gc, weakref\n"
        "from kouprey.kernel.memory import OFTEN, settle\n"
        "settle()\n"
        "assert gc.get_freeze_count() > 1000 and gc.get_threshold() == OFTEN\n"
        "class Knot: pass\n"
        "knot = Knot(); knot.itself = knot; seen = weakref.ref(knot); del knot\n"
        "gc.collect(); assert seen() is None\n"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_while_things_pile_up_nobody_searches_and_afterwards_as_before():
    assert gc.isenabled()
    with piling():
        assert not gc.isenabled()
        with piling():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), piling():
        1 / 0  # noqa: B018 - it fails
    assert gc.isenabled()
