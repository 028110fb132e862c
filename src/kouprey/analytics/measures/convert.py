"""Conversions inside an expression: official terms and units, whole organisms.

Groups carry the raw columns as `_class`, `_order`, `_family`, `_genus`, `_taxon`, `_term`, `_unit` and the sums
`amount`, `wild`, `captive`. Factors have twelve decimals, converted quantities are kept to nine.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import Any

from kouprey.domain.trade.factors import FactorTable
from kouprey.domain.trade.standard import Rule, Standard

_KEPT, _FACTOR = "decimal(38, 9)", "decimal(38, 12)"
_SUMS = ("amount", "wild", "captive")
WHOLE_ORGANISMS = "whole organisms"


def convert(groups: Any, woe: FactorTable | None, standard: Standard | None, unit: str | None = None) -> Any:
    """Apply the official standardisation, then the factors; groups without a factor fall out.

    `unit` is the one that is wanted of those the standardisation leaves; None for all.
    """
    if standard is not None:
        for rules in (standard.terms, standard.units, standard.term_units):
            groups = _apply(groups, rules)
        if unit is not None:
            groups = groups.filter(groups._unit.isin([unit]))
    if woe is not None:
        factor = _case(groups, [(f.when, Decimal(f.factor)) for f in woe.factors], None)
        groups = _multiply(groups.mutate(_factor=factor))
        # By the product, not by the factor: a filter on names alone would be planned into every step before.
        groups = groups.filter(groups.amount.notnull()).mutate(_unit=_text(WHOLE_ORGANISMS))
    return groups


def _apply(groups: Any, rules: Sequence[Rule]) -> Any:
    """One step of the standardisation: within a step the first matching rule applies."""
    if not rules:
        return groups
    terms = [(rule.when, rule.to_term) for rule in rules]
    units = [(rule.when, rule.to_unit) for rule in rules]
    groups = groups.mutate(
        _factor=_case(groups, [(r.when, r.factor) for r in rules], Decimal(1)),
        _new_term=_texts(groups, terms, "_term"),
        _new_unit=_texts(groups, units, "_unit"),
    )
    groups = _multiply(groups)
    keys = [c for c in groups.columns if c not in (*_SUMS, "_term", "_unit", "_new_term", "_new_unit")]
    # Added up again after each step: fewer groups for the next, and no step is planned inside another.
    return groups.group_by(*keys, _term=groups._new_term, _unit=groups._new_unit).agg(
        **{column: groups[column].sum() for column in _SUMS}
    )


def _multiply(groups: Any) -> Any:
    sums = {c: groups[c].cast(_KEPT) * groups._factor for c in _SUMS}
    sums = {c: value.cast(_KEPT) for c, value in sums.items()}
    return groups.mutate(**sums).drop("_factor")


def _when(groups: Any, when: Sequence[tuple[str, tuple[str, ...]]]) -> Any:
    import ibis

    parts = [groups[f"_{column}"].isin(list(values)) for column, values in when]
    return reduce(and_, parts) if parts else ibis.literal(True)


def _case(groups: Any, rules: Sequence[tuple[Any, Decimal]], otherwise: Decimal | None) -> Any:
    import ibis

    def literal(value: Decimal) -> Any:
        return ibis.literal(str(value), type="string").cast(_FACTOR)

    branches = [(_when(groups, when), literal(value)) for when, value in rules]
    default = ibis.null(_FACTOR) if otherwise is None else literal(otherwise)
    return ibis.cases(*branches, else_=default)


def _texts(groups: Any, rules: Sequence[tuple[Any, str | None]], column: str) -> Any:
    import ibis

    branches = [
        (_when(groups, when), groups[column].cast("string") if value is None else _text(value))
        for when, value in rules
    ]
    return ibis.cases(*branches, else_=groups[column].cast("string"))


def _text(value: str) -> Any:
    import ibis

    return ibis.literal(value, type="string")
