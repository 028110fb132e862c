"""The report of the desk: what left, to whom, under what, by whom or by which rule; totals, picture, files, paper."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kouprey.domain.access import Act, Actor, DeskFacts
from kouprey.domain.handling import Code, Handling, Tlp
from kouprey.domain.kinds import KINDS
from kouprey.formats.charts.months import months_chart
from kouprey.formats.charts.study import svg
from kouprey.formats.tables.text import as_csv
from kouprey.kernel import jsontext
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts.directory import names_of
from kouprey.web.records import access
from kouprey.web.records.actions.desk import recall_release
from kouprey.web.records.actions.reading import export_report
from kouprey.web.records.queries import acknowledged_by, kind_of
from kouprey.web.ui import record_marks, record_page
from kouprey.web.ui.record_acting import acting_page, attached, status_of
from kouprey.web.ui.record_files import CSV, FORMS, JSON, harmless
from kouprey.web.ui.record_list import address_of, day
from kouprey.web.ui.trade_question import page_number

PER_PAGE: Final = 50
COLUMNS: Final = (
    "released_at", "number", "version", "kind", "fields", "recipient", "recipient_kind", "handling", "under",
    "consent", "cleared_by", "recalled", "recalled_at", "recall_reason", "sha256",
)  # fmt: skip
FILTERS: Final = ("since", "until", "recipient", "kind", "recalled")
DONE: Final = {"recalled": gettext_lazy("The release was recalled. It is hidden from the recipient from now on.")}


@require_safe
@acting_page(Act.RELEASE_REPORT)
def report(request: HttpRequest, by: Actor) -> HttpResponse:
    """The report on screen."""
    query, page = request.GET, page_number(request.GET)
    found = _narrowed(access.releases_of(by), query)
    rows = list(found.select_related("rule", "ask").order_by("-id")[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    recipients = (
        access.releases_of(by).order_by("recipient_label").values_list("recipient", "recipient_label").distinct()
    )
    address = address_of(query, "page")
    said = {
        "rows": [_row(release) for release in rows[:PER_PAGE]],
        "query": query,
        "filters": address,
        "recipients": [(str(id), label) for id, label in recipients],
        "kinds": list(KINDS.values()),
        "filtered": any(query.get(name) for name in FILTERS),
        "page": page,
        "previous": f"{address}&page={page - 1}" if page > 1 else "",
        "next": f"{address}&page={page + 1}" if len(rows) > PER_PAGE else "",
        "tab": "report",
        "done": DONE.get(query.get("done", "")),
    }
    return render(request, "desk/report.html", said | _totals(found))


@require_safe
@acting_page(Act.RELEASE_REPORT)
def chart(request: HttpRequest, by: Actor) -> HttpResponse:
    """Releases by month as a picture."""
    months = _totals(_narrowed(access.releases_of(by), request.GET))["months"]
    points = [(one["month"].strftime("%Y-%m"), one["left"], one["recalled"]) for one in reversed(months)]
    picture = months_chart(points, stands=_("Stand"), recalled=_("Recalled"), title=_("Releases"))
    return HttpResponse(svg(picture), content_type="image/svg+xml")


@require_safe
@acting_page(Act.RELEASE_REPORT)
def file(request: HttpRequest, by: Actor, form: str) -> HttpResponse:
    """The whole report, as it was filtered, taken out of the node: an act."""
    if form not in FORMS:
        raise access.nothing()
    found = _narrowed(access.releases_of(by), request.GET)
    rows = [_row(release) for release in found.select_related("rule", "ask").order_by("id")]
    filters = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    export_report(form=form, filters=filters, rows=len(rows), by=by, at=now())
    marks, name = _handling(found), f"releases-{now().date().isoformat()}"
    if form == "csv":
        lines = [[harmless(row["file"][column]) for column in COLUMNS] for row in rows]
        return attached(as_csv(COLUMNS, [[marks.line(), *[""] * (len(COLUMNS) - 1)], *lines]), CSV, f"{name}.csv")
    if form == "json":
        about = {"handling": marks.line(), "authority": str(by.authority), "filters": filters}
        listed = [row["file"] for row in rows]
        return attached(jsontext.dumps(about | {"releases": listed}) + "\n", JSON, f"{name}.json")
    authority = names_of([by.authority]).get(by.authority, "")
    said: dict[str, Any] = {
        "rows": rows, "marks": marks, "authority": authority, "by": by, "at": now(), "query": request.GET,
        "since": day(request.GET.get("since", "")), "until": day(request.GET.get("until", "")),
        "recipient": rows[0]["release"].recipient_label if rows and request.GET.get("recipient") else "",
        "filters": address_of(request.GET),
    }  # fmt: skip
    return render(request, "desk/report_print.html", said | _totals(found))


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RELEASE_REPORT)
def left(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One release in the report, without what it says; and recalling it."""
    release = access.release_of(by, id)
    error, reason = None, request.POST.get("reason", "")
    if request.method == "POST":
        try:
            recall_release(id=id, reason=reason, by=by, at=now())
            return HttpResponseRedirect(f"{reverse('desk-left', args=[id])}?done=recalled")
        except KoupreyError as refused:
            error = refused
    notes = acknowledged_by(release)
    names = names_of({release.agency, *(note.agency for note in notes)})
    said = _row(release) | {
        "agency": names.get(release.agency, ""),
        "notes": [(note, names.get(note.agency, "")) for note in notes],
        "readable": access.records(by).filter(pk=release.record_id).exists(),
        "may_recall": access.may(by, Act.RELEASE_RECALL, DeskFacts(release.authority)) and not release.recalled,
        "error": error,
        "reason": reason,
        "done": DONE.get(request.GET.get("done", "")),
        "tab": "report",
    }
    return render(request, "desk/left.html", said, status=status_of(error) if error else 200)


def _narrowed(found: Any, query: QueryDict) -> Any:
    since, until = day(query.get("since", "")), day(query.get("until", ""))
    found = found.filter(at__date__gte=since) if since else found
    found = found.filter(at__date__lte=until) if until else found
    found = found.filter(kind=query["kind"]) if query.get("kind") in KINDS else found
    if query.get("recalled") in ("yes", "no"):
        found = found.filter(recalled=query["recalled"] == "yes")
    wanted = query.get("recipient", "")
    if wanted:
        try:
            found = found.filter(recipient=UUID(wanted))
        except ValueError:
            found = found.none()
    return found


def _totals(found: Any) -> dict[str, Any]:
    """How many releases, by recipient and by month, and how many of them were recalled."""
    plain = found.order_by()
    by_recipient: dict[str, dict[str, Any]] = {}
    for one in plain.values("recipient_label", "recalled").annotate(n=Count("id")):
        _count(by_recipient.setdefault(one["recipient_label"], {"label": one["recipient_label"]}), one)
    by_month: dict[Any, dict[str, Any]] = {}
    for one in plain.annotate(month=TruncMonth("at")).values("month", "recalled").annotate(n=Count("id")):
        _count(by_month.setdefault(one["month"], {"month": one["month"]}), one)
    return {
        "total": sum(one["left"] for one in by_recipient.values()),
        "total_recalled": sum(one["recalled"] for one in by_recipient.values()),
        "totals": sorted(by_recipient.values(), key=lambda one: (-one["left"], one["label"])),
        "months": sorted(by_month.values(), key=lambda one: one["month"], reverse=True),
    }


def _count(kept: dict[str, Any], one: dict[str, Any]) -> None:
    kept["left"] = kept.get("left", 0) + one["n"]
    kept["recalled"] = kept.get("recalled", 0) + (one["n"] if one["recalled"] else 0)


def _handling(found: Any) -> record_marks.Shown:
    """The marks of the report itself: the strictest of what it lists, and never wider than TLP:AMBER."""
    tlps, codes, texts = [Tlp.AMBER], set[Code](), dict[str, None]()
    for tlp, words, h3_text in found.order_by().values_list("tlp", "codes", "h3_text").distinct():
        tlps.append(Tlp(tlp))
        codes |= set(map(Code, words.split()))
        texts |= {h3_text: None} if h3_text else {}
    return record_marks.shown(Handling(tlp=max(tlps), codes=frozenset(codes), h3_text=" ".join(texts)))


def _row(release: Any) -> dict[str, Any]:
    kind, marks = kind_of(release), record_marks.shown(release.marks())
    fields = record_page.fields_in_words(kind, release.fields)
    return {
        "release": release,
        "marks": marks,
        "kind": _(kind.title),
        "fields_in_words": fields,
        "file": {
            "released_at": release.at.isoformat(),
            "number": release.number,
            "version": release.version,
            "kind": release.kind,
            "fields": " ".join(release.fields),
            "recipient": release.recipient_label,
            "recipient_kind": release.recipient_kind,
            "handling": marks.line(),
            "under": release.under,
            "consent": release.consent,
            "cleared_by": f"rule {release.rule_id}" if release.rule_id else release.by_label,
            "recalled": "yes" if release.recalled else "no",
            "recalled_at": release.recalled_at.isoformat() if release.recalled_at else "",
            "recall_reason": release.recall_reason,
            "sha256": release.sha256,
        },
    }
