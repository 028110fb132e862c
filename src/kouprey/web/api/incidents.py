"""Operations on observations: the list with the filters of its page, one written down, a table taken in."""

from __future__ import annotations

from typing import Any

from ninja import File, Form, Router, Status, UploadedFile

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act
from kouprey.formats import seizures as forms
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.ids import new_id
from kouprey.web.api import incident_shapes, shapes, shown
from kouprey.web.api.answers import ERRORS
from kouprey.web.api.bearer import calling
from kouprey.web.api.records import marks_of, no_names
from kouprey.web.core.words import translated
from kouprey.web.records.queries import values_of
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import bringing, importing, recording, stages
from kouprey.web.seizures.actions.looking import lying
from kouprey.web.seizures.queries import listing, narrowing

router = Router(tags=["incidents"])


@router.get("", response={200: incident_shapes.IncidentList, **ERRORS}, summary="Observations that reach the caller")
def listed(
    request: Any, q: shapes.Line = "", kind: shapes.Name = "", state: shapes.Name = "", country: shapes.Name = "",
    route: shapes.Name = "", taxon: shapes.Line = "", term: shapes.Name = "", agency: shapes.Name = "",
    since: shapes.Name = "", until: shapes.Name = "", sort: shapes.Name = "-day", after: shapes.Line = "",
) -> Any:  # fmt: skip
    """With the filters of the page; dates as far as they are known."""
    asked = narrowing.Filters(q, kind, state, country, route, taxon, term, agency, since, until, sort)
    with calling(request, Act.RECORD_READ) as actor:
        page = listing.listed(access.observations(actor), asked, after, count=listing.EXACT)
        return {
            "incidents": [shown.record_row(row) for row in page.rows], "after": page.after, "total": page.total,
        }  # fmt: skip


@router.post("", response={201: incident_shapes.IncidentOut, **ERRORS}, summary="Write an observation down")
def create(request: Any, given: incident_shapes.NewIncident) -> Any:
    """As a draft, or reported at once. Lines and legs without an id get one. The same rules as on the page."""
    with calling(request, Act.RECORD_CREATE) as actor:
        values = _with_ids(given.values)
        no_names(sz.INCIDENT.name, values, confirmed=given.names_confirmed)
        made = recording.record_incident(
            values=values, marks=marks_of(given.marks), token=given.token, by=actor, at=now()
        )
        if given.report and made.state == "draft":
            with calling(request, Act.RECORD_FILE):
                made = stages.report(id=made.id, by=actor, at=now())
        return Status(201, _whole(made))


@router.post("/import", response={200: incident_shapes.ImportOut, **ERRORS}, summary="Take a table in as one act")
def take_in(request: Any, file: File[UploadedFile], given: Form[incident_shapes.ImportIn]) -> Any:
    """CSV or a workbook. All of it or nothing; rejected rows are told with field, value, reason and remedy."""
    with calling(request, Act.RECORD_FILE) as actor:
        found = _read(file, given.source, given.country, actor)
        importing.refuse_names(found)
        if given.dry_run:
            return _account(found, None, importing.would_do(found, actor))
        run = importing.import_table(
            found=found, name=file.name or "table", marks=marks_of(shapes.Marks()), by=actor, at=now(),
            source=given.source,
        )  # fmt: skip
        counts = {"created": run.created, "updated": run.updated, "unchanged": run.unchanged}
        return _account(found, run.id, counts)


def _read(file: UploadedFile, source: str, country: str, actor: Any) -> forms.Imported:
    """What a file holds, read as the page reads the source. Raises UnusableInput, Refused."""
    content = bringing.looked_at(file.name or "table", file)
    known = access.mapping(actor, source)
    with lying(content) as path:
        try:
            return forms.read_file(
                path, sz.book(now().date()), told=(known.told or None) if known else None,
                synonyms=sz.synonyms(access.learned(actor, source)), day_first=known.day_first if known else None,
                country=country.upper() or (known.country if known else ""),
            )  # fmt: skip
        except UnusableFile as error:
            raise UnusableFile(
                file.name or "table", expected=error.expected, found=error.found, remedy=error.remedy
            ) from error


def _account(found: forms.Imported, id: Any, counts: dict[str, int]) -> dict[str, Any]:
    rejects = [
        {"sheet": one.sheet, "line": one.line, "field": fault.field, "value": fault.value,
         "reason": translated(fault.reason), "remedy": translated(fault.remedy)}
        for one in found.rejected for fault in one.faults
    ]  # fmt: skip
    return counts | {
        "id": id, "read": found.read, "rejected": len(found.rejected), "rejects_file": None, "dry_run": id is None,
        "not_carried": list(found.not_carried), "rejects": rejects,
    }  # fmt: skip


def _whole(made: Any) -> dict[str, Any]:
    incident = sz.of_values(values_of(made), id=str(made.id), stage=sz.Stage(made.state))
    findings = [
        {"rule": one.rule, "severity": one.severity, "field": one.field, "part": one.part, "value": one.value,
         "message": translated(one.message), "remedy": translated(one.what_to_do)}
        for one in sz.judge(incident, sz.book(now().date()))
    ]  # fmt: skip
    return shown.record_whole(made) | {"findings": findings}


def _with_ids(values: dict[str, Any]) -> dict[str, Any]:
    """Lines and legs that were sent without an id are new: each gets one of its own."""
    made = dict(values)
    for part in ("specimens", "legs"):
        if isinstance(made.get(part), list):
            made[part] = [{"id": str(new_id())} | one if isinstance(one, dict) else one for one in made[part]]
    return made
