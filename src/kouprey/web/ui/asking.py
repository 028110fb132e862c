"""What the pages of one taxon or one country share: the store at hand, notes of several answers, files of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kouprey import trade
from kouprey.kernel import jsontext
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.core.words import told

TOP: Final = 10
"""So many rows stand in each table of these pages."""
KINDS: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def store_here() -> Any:
    """The store of this node, None when there is none yet."""
    try:
        return trade.open(Path(settings.HOME))
    except NothingThere:
        return None


def notes(answers: Sequence[Any]) -> dict[str, Any]:
    """Method, warnings and SYNTHETIC mark of the answers on one page, each sentence once.

    The method is what holds for all of them; what only one of them says stands in its file.
    """
    shared = set.intersection(*(set(answer.method["sentences"]) for answer in answers))
    sentences = [sentence for sentence in answers[0].method["sentences"] if sentence in shared]
    warnings = dict.fromkeys(warning for answer in answers for warning in answer.warnings)
    return {
        "method": {"sentences": sentences},
        "answer": {"warnings": list(warnings)},
        "synthetic": any(answer.synthetic for answer in answers),
    }


def study_address(**filters: str) -> str:
    """The query of the study page for these filters, blank ones left out."""
    return urlencode({name: value for name, value in filters.items() if value})


def needed_store() -> Any:
    """The store of this node. Raises NothingThere when there is none yet."""
    store = store_here()
    if store is None:
        raise NothingThere(_("There is no trade store on this node."), remedy=_("Load trade data first."))
    return store


def given_out(answer: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A view that gives out an answer as CSV or JSON; errors come as JSON."""

    @require_safe
    @wraps(answer)
    def view(request: HttpRequest, *, form: str, **named: str) -> HttpResponse:
        try:
            if form not in KINDS:
                raise NothingThere(_("There is no such form of file."), remedy=_("Choose csv or json."))
            return HttpResponse(answer(request, **named).written(form), content_type=KINDS[form])
        except KoupreyError as error:
            status = 404 if isinstance(error, NothingThere) else 400
            return HttpResponse(
                jsontext.dumps({"error": told(error)}), content_type="application/json", status=status
            )

    return view
