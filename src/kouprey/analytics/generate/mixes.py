"""Small tools of chance: rank laws, and tables of odds drawn from all at once.

Odds are written as text, `"live 88, skins 10, meat 2"`: a value and its weight, in any unit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def odds(text: str) -> dict[str, float]:
    """Read `"live 88, skins 10"` as value to weight; a value named twice gets both.

    A lone number is the weight of the blank.
    """
    found: dict[str, float] = {}
    for part in text.split(","):
        value, _, weight = part.strip().rpartition(" ")
        found[value] = found.get(value, 0) + float(weight)
    return found


def zipf_mandelbrot(count: int, exponent: float, shift: float) -> Floats:
    """Shares of ranks 1..count by the law (rank + shift) ** -exponent; they add to 1."""
    weights = (np.arange(1.0, count + 1) + shift) ** -exponent
    return np.asarray(weights / weights.sum())


def pick(rng: np.random.Generator, weights: Floats, size: int) -> Codes:
    """Draw `size` positions with the given weights."""
    edges = np.cumsum(weights)
    found = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return np.asarray(np.minimum(found, len(edges) - 1))


def starts(counts: Codes) -> Codes:
    """Where each group begins when groups of these sizes stand one after another."""
    return np.asarray(np.cumsum(counts) - counts)


class Mix:
    """A table of odds, one row for each condition: `draw` answers many conditions in one search.

    The rows' cumulative weights are laid end to end, each raised by its row number,
    so one sorted search serves all rows.
    """

    def __init__(self, weights: Floats) -> None:
        rows, self._width = weights.shape
        edges = np.cumsum(weights, axis=1)
        edges /= edges[:, -1:]
        self._edges = (edges + np.arange(rows)[:, None]).ravel()

    def draw(self, rng: np.random.Generator, condition: Codes) -> Codes:
        """One value (a column number) for each condition (a row number)."""
        point = condition + rng.random(len(condition))
        found = np.searchsorted(self._edges, point, side="right") - condition * self._width
        return np.asarray(np.clip(found, 0, self._width - 1))


class Words:
    """A growing list of distinct words; each has a code, its place in the list."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.words = list(dict.fromkeys(words))
        self._code = {word: code for code, word in enumerate(self.words)}

    def code(self, word: str) -> int:
        """The code of `word`, given now if it is new."""
        if word not in self._code:
            self._code[word] = len(self.words)
            self.words.append(word)
        return self._code[word]

    def mix(self, rows: Sequence[dict[str, float]]) -> Mix:
        """A table of odds over these words; words the rows name for the first time are added."""
        for row in rows:
            for word in row:
                self.code(word)
        table = np.zeros((len(rows), len(self.words)))
        for number, row in enumerate(rows):
            for word, weight in row.items():
                table[number, self.code(word)] = weight
        return Mix(table)
