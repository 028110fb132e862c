"""Countries: who buys, who works goods, which codes are former, and who is close to whom.

The first names of a list are entered by hand, in a rough order of size from common knowledge;
all others follow in an order drawn from the seed. Shares follow Zipf-Mandelbrot laws.
"""

from __future__ import annotations

import numpy as np

from kouprey.analytics.generate.kinds import KINDS
from kouprey.analytics.generate.mixes import Codes, Floats, Mix, Words, zipf_mandelbrot
from kouprey.domain import lists

BUYERS = (
    "US CH JP DE FR CN KR CA HK AE RU TW GB SG AU TH IT MX MY ZA BR ES UA TR NL NZ QA NO KW ID AT BE DK "
    "CZ SA IL PH KZ VN HU IN SE AR PL CL PK OM MA PT EG CO NA LK"
)
WORKSHOPS = "IT FR CH US DE SG GB CA ES NL AE JP HK ZA KR TH BE CN MX AT MY TR AU DK TW"
UNKNOWN, VARIOUS, HIGH_SEAS, KOSOVO = "XX", "XV", "ZZ", "KV"
#: today's code, the code before it, the last year it served
FORMER = (
    ("RU", "SU", 1991), ("CZ", "ZC", 1992), ("RS", "CS", 2006), ("RS", "YU", 2003), ("CW", "AN", 2010),
    ("CD", "ZR", 1997), ("YE", "YD", 1990), ("FM", "PC", 1986),
)  # fmt: skip

# A few very large buyers on top of a long, bent tail.
BUYER_LAW, BUYER_LEAD, BUYER_LEAD_SHARE = (3.2, 30.0), (2.5, 0.0), 0.16
WORKSHOP_LAW = (3.6, 11.0)
HOME_LAW, HOME_SHARE, FAR_LAW = (1.0, 0.6), 0.85, (6.0, 40.0)
#: spread of the noise between two countries
AFFINITY = 0.5
#: A buyer with less than this share of a seller's lines mostly does not trade with it at all.
LEAST_SHARE, TRADES_ALL_THE_SAME = 0.0025, 0.12
HOMES = 5


class Places:
    """The world's countries under one seed. `codes` holds the words, everything else their codes."""

    def __init__(self, rng: np.random.Generator) -> None:
        known = [row["code"] for row in lists.load("countries").rows if row["status"] == "iso"]
        self.codes = Words(["", UNKNOWN, VARIOUS, HIGH_SEAS, KOSOVO, *sorted(known)])
        self.count = len(self.codes.words)
        self.unknown = self.codes.code(UNKNOWN)
        for _, then, _ in FORMER:
            self.codes.code(then)
        self._ordinary = np.arange(4, self.count)
        buyers = self._ranked(rng, BUYERS, zipf_mandelbrot(self.count - 4, *BUYER_LAW))
        lead = self._ranked(rng, BUYERS, zipf_mandelbrot(self.count - 4, *BUYER_LEAD))
        buyers = (1 - BUYER_LEAD_SHARE) * buyers + BUYER_LEAD_SHARE * lead
        noise = np.exp(AFFINITY * rng.standard_normal((self.count, self.count)))
        np.fill_diagonal(noise, 0)
        affinity = buyers * noise
        small = affinity < LEAST_SHARE * affinity.sum(axis=1, keepdims=True)
        affinity[small & (rng.random(affinity.shape) > TRADES_ALL_THE_SAME)] = 0
        self.buyer = Mix(affinity)
        self.workshops = self._ranked(rng, WORKSHOPS, zipf_mandelbrot(self.count - 4, *WORKSHOP_LAW))
        self.home = Mix(np.array([self._kind_homes(rng, kind.homes) for kind in KINDS]))

    def _ranked(self, rng: np.random.Generator, first: str, shares: Floats) -> Floats:
        head = np.array([self.codes.code(code) for code in first.split()])
        rest = rng.permutation(np.setdiff1d(self._ordinary, head))
        weights = np.zeros(self.count)
        weights[np.concatenate([head, rest])] = shares
        return weights

    def _kind_homes(self, rng: np.random.Generator, first: str) -> Floats:
        head = [self.codes.code(code) for code in first.split()]
        weights = self._ranked(rng, first, zipf_mandelbrot(self.count - 4, *FAR_LAW)) * (1 - HOME_SHARE)
        weights[head] += HOME_SHARE * zipf_mandelbrot(len(head), *HOME_LAW)
        return weights

    def homes(self, rng: np.random.Generator, kinds: Codes) -> Codes:
        """For each taxon the countries it comes from, HOMES of them, the main one first."""
        return np.stack([self.home.draw(rng, kinds) for _ in range(HOMES)], axis=1)

    def spelled(self, year: int) -> Codes:
        """For every code the one that served in this year."""
        found = np.arange(len(self.codes.words))
        for now, then, last in FORMER:
            if year <= last:
                found[self.codes.code(now)] = self.codes.code(then)
        return found
