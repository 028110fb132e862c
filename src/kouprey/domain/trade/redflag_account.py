"""The account of what could not be checked: how often, for how many taxa, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kouprey.domain.trade.redflag_rules import FlagRules


class Account:
    """Counts years of trade that were looked at, and each check that could not be made for one of them."""

    def __init__(self) -> None:
        self.looked_at = 0
        self._open: dict[int, dict[str, tuple[int, set[str]]]] = {}

    def add(self, taxon: str, open_checks: Mapping[int, str]) -> None:
        """Count one year of trade, with the checks that could not be made and why."""
        self.looked_at += 1
        for check, reason in open_checks.items():
            reasons = self._open.setdefault(check, {})
            count, taxa = reasons.get(reason, (0, set()))
            taxa.add(taxon)
            reasons[reason] = (count + 1, taxa)

    def missing(self, check: int) -> int:
        """For how many years of trade a check could not be made."""
        return sum(count for count, _ in self._open.get(check, {}).values())

    def as_json(self, rules: FlagRules, unfilled: Mapping[int, bool]) -> list[dict[str, Any]]:
        """Each check that could not be made, whole or in part, what it needs, and the reasons.

        `unfilled` are checks whose list is empty on this node, and whether they are made in part all the same: they
        are named though no trade asked for them.
        """
        return [self._entry(check, rules, unfilled) for check in sorted({*self._open, *unfilled})]

    def _entry(self, check: int, rules: FlagRules, unfilled: Mapping[int, bool]) -> dict[str, Any]:
        return {
            "check": check,
            "name": rules.names[check],
            "meaning": rules.meanings[check],
            "needs": rules.needs[check],
            "in_part": unfilled.get(check, self.missing(check) < self.looked_at),
            "reasons": [
                {"reason": reason, "cases": count, "taxa": len(taxa)}
                for reason, (count, taxa) in sorted(self._open.get(check, {}).items())
            ],
        }
