"""`kouprey law …`: the dated register of law, the assessment of a case, the gap, routes. No database, no Django."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from kouprey.cli.law_options import countries, day, edition_option
from kouprey.cli.output import listing, notes, output_options, say, write
from kouprey.cli.verbs import Verb
from kouprey.kernel.jsontext import dumps

_SOME = ("table", "json", "csv")


def _table_options(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="DATE", required=True, help="the law of that day")
    edition_option(parser)
    output_options(parser, _SOME)


def _table(chosen: Namespace) -> int:
    from kouprey.domain import law
    from kouprey.domain.law.table import term
    from kouprey.domain.law.table_answer import as_dict

    found = law.table(day(chosen.as_of), chosen.edition)
    if chosen.format == "json":
        write(dumps(as_dict(found)) + "\n", chosen)
        return 0
    rows = [
        (
            row.country,
            term(row.max_years),
            row.serious_crime.word,
            _said(row.mla_with_china),
            _said(row.extradition_with_china),
            ", ".join(one.id for one in row.provisions),
        )
        for row in found.rows
    ]
    columns = ("country", "max_years", "serious_crime", "mla_with_china", "extradition_with_china", "provisions")
    listing("law table", columns, rows, chosen)
    say(f"Edition {found.register.edition} {found.register.version}, law of {found.as_of}.")
    notes("Mind", [*found.warnings, *(f"{row.country}: {note}" for row in found.rows for note in row.notes)])
    return 0


def _said(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _gap_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--as-of", metavar="DATE", help="the law of that day (default: today)")
    add("--country", metavar="X", help="a State, or several with commas (default: all)")
    add("--weight", metavar="NAME=NUMBER", action="append", default=[], help="another weight of a comparator; repeat")
    edition_option(parser)
    output_options(parser, _SOME)


def _gap(chosen: Namespace) -> int:
    from kouprey.domain import law
    from kouprey.domain.law.answers import gap_dict

    found = law.harmonisation(
        day(chosen.as_of),
        countries(chosen.country) or law.STATES,
        edition=chosen.edition or law.CURRENT,
        weights=dict(map(_weight, chosen.weight)),
    )
    answer = gap_dict(found)
    if chosen.format == "json":
        write(dumps(answer) + "\n", chosen)
    else:
        columns = tuple(answer["columns"])
        listing("law gap", columns, [tuple(row[c] for c in columns) for row in answer["rows"]], chosen)
        totals = [f"{s.country}: {s.low:.2f} to {s.high:.2f}, {s.completeness:.0%} known" for s in found.states]
        notes("Together, from the best case of all that is unknown to the worst", totals)
    notes("Mind", answer["warnings"])
    return 0


def _weight(text: str) -> tuple[str, float]:
    from kouprey.kernel.errors import UnusableInput

    name, _, number = text.partition("=")
    try:
        return name, float(number)
    except ValueError:
        raise UnusableInput(f"“{text}” is no weight.", remedy="Write it as penalty=2.") from None


def _route_options(parser: ArgumentParser) -> None:
    parser.add_argument("requesting", metavar="FROM", help="the State that asks")
    parser.add_argument("requested", metavar="TO", help="the State that is asked")
    parser.add_argument("--as-of", metavar="DATE", help="treaties of that day (default: today)")
    edition_option(parser)
    output_options(parser, _SOME)


def _route(chosen: Namespace) -> int:
    from kouprey.domain import law
    from kouprey.domain.law.answers import route_dict
    from kouprey.kernel.errors import UnusableInput

    pair = countries(f"{chosen.requesting},{chosen.requested}")
    if len(pair) != 2:
        raise UnusableInput("A route leads from one State to another.", remedy="Name two States, such as CN VN.")
    on = day(chosen.as_of)
    channels = law.route(*pair, on, chosen.edition or law.CURRENT)
    answer = route_dict(channels, pair, on, chosen.edition or law.CURRENT)
    return _print("law route", answer, chosen)


def _claims_options(parser: ArgumentParser) -> None:
    output_options(parser, _SOME)


def _claims(chosen: Namespace) -> int:
    from kouprey.domain.law.answers import claims_dict
    from kouprey.trade.claims import claims

    return _print("law claims", claims_dict(claims()), chosen)


def _unverified_options(parser: ArgumentParser) -> None:
    edition_option(parser)
    output_options(parser, _SOME)


def _unverified(chosen: Namespace) -> int:
    from kouprey.domain import law
    from kouprey.domain.law.answers import unverified_dict

    edition = chosen.edition or law.CURRENT
    return _print("law unverified", unverified_dict(law.unverified(edition), law.questions(), edition), chosen)


def _print(name: str, answer: dict[str, Any], chosen: Namespace) -> int:
    if chosen.format == "json":
        write(dumps(answer) + "\n", chosen)
    else:
        columns = tuple(answer["columns"])
        rows = [tuple(_cell(row[column]) for column in columns) for row in answer["rows"]]
        listing(name, columns, rows, chosen)
    notes("Mind", answer["warnings"])
    return 0


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return _said(value)
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _verbs() -> dict[str, Verb]:
    from kouprey.cli.law_assess import ASSESS, PROTECTION, SCHEMA

    return {
        "law table": Verb("Penalties, serious crime and treaties with China, on a day", _table_options, _table),
        "law assess": ASSESS,
        "law gap": Verb("How far the laws lie apart: intervals, never one index", _gap_options, _gap),
        "law route": Verb("Every channel from one State to another", _route_options, _route),
        "law claims": Verb("Claims of the founding paper, computed or stored", _claims_options, _claims),
        "law unverified": Verb("What a lawyer must verify", _unverified_options, _unverified),
        "law protection": PROTECTION,
        "law schema": SCHEMA,
    }


VERBS = _verbs()
