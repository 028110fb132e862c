"""`python -m benchmarks.law`: 10,000 different cases on one core, without trees and what would change.

Each case is read from plain data, assessed by every rule and tool, and turned into the answer of the contract. Memory
is settled as a node's processes settle it. The figure in docs/law.md is the processor time that this script prints.
"""

from __future__ import annotations

import argparse
import random
import sys
from time import process_time
from typing import Any

from kouprey.domain import law
from kouprey.kernel.memory import settle

PAIRS = [pair for a in law.STATES if a != "CN" for pair in ((a, "CN"), ("CN", a))]
VERBS = ("sell", "trade", "export", "import", "possess", "hunt", "transport", "transit")
TAXA = ("Manis javanica", "Gekko gecko", "Panthera tigris", "Crocodylus siamensis", "Cuora amboinensis")
DAYS = ("2019-06-01", "2021-01-29", "2022-10-31", "2022-11-01", "2024-03-01", "2026-01-15")
CORE = (
    "n_members", "structured", "existed_over_time", "acting_in_concert", "aim_serious_crime_or_convention_offence",
    "aim_financial_or_material_benefit", "conduct_verbs", "species", "states_of_commission", "person_nationality",
    "person_located_in_rcv", "evidence_or_victim_or_proceeds_in_rcv", "coercive_measure", "assets_in_rcv",
)  # fmt: skip


def value(kind: str, pair: tuple[str, str], draw: random.Random) -> Any:
    """A value of that kind."""
    name, _, choices = kind.partition(":")
    return {
        "bool": lambda: draw.random() < 0.7,
        "number": lambda: draw.randint(0, 12),
        "years": lambda: draw.choice((1, 2, 4, 10, "life")),
        "text": lambda: draw.choice(("en", "INTERPOL", "trial")),
        "texts": lambda: ["en", "vi"],
        "taxa": lambda: [draw.choice(TAXA)],
        "verbs": lambda: draw.sample(VERBS, 2),
        "states": lambda: draw.sample(pair, draw.randint(1, 2)),
        "provisions": lambda: ["VN-PC-244"],
        "date": lambda: draw.choice(DAYS),
        "choice": lambda: draw.choice(choices.split("|")),
    }[name]()


def cases(count: int, seed: int) -> list[dict[str, Any]]:
    """SYNTHETIC cases: most facts that any case has, and a few others, at mixed levels. Same seed, same cases."""
    draw = random.Random(seed)
    known = law.kinds()
    made = []
    for _ in range(count):
        pair = draw.choice(PAIRS)
        names = [name for name in CORE if draw.random() < 0.85] + draw.sample(sorted(known), 6)
        facts = {}
        for name in dict.fromkeys(names):
            kind = known[name]
            written = f"{name}({draw.choice(pair)})" if kind.per_state else name
            level = draw.choice(law.LEVELS[1:])
            facts[written] = {"value": value(kind.kind, pair, draw), "level": level, "evidence": [f"E{len(facts)}"]}
        day = draw.choice(DAYS)
        made.append(
            {
                "act_date": day,
                "request_date": max(day, draw.choice(DAYS)),
                "requesting": pair[0],
                "requested": pair[1],
                "facts": facts,
            }
        )
    return made


def main() -> int:
    """Assess them all and print the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    given = cases(chosen.cases, chosen.seed)
    law.as_dict(law.assess(given[0]))
    settle()
    used = written = 0.0
    for one in given:
        start = process_time()
        found = law.assess(one)
        middle = process_time()
        law.as_dict(found)
        used += middle - start
        written += process_time() - middle
    each = used / chosen.cases * 1000
    sys.stdout.write(f"{chosen.cases:,} cases read and assessed: {used:.1f} s of one core, {each:.2f} ms each\n")
    sys.stdout.write(f"their answers as plain data: {written:.1f} s more\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
