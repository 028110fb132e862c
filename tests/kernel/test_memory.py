"""What stays is set aside once."""

from __future__ import annotations

import subprocess
import sys


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
