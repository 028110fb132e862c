"""Rules cleared in advance: the list, setting one after seeing what it would release, ending one."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.domain import marking
from kouprey.domain.access import Act, Actor, DeskFacts
from kouprey.domain.handling import Tlp
from kouprey.domain.kinds import KINDS
from kouprey.domain.records.schema import Kind
from kouprey.domain.release import PartyKind, Recipient
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.accounts.directory import recipient
from kouprey.web.records import access
from kouprey.web.records.actions.desk import apply_rule, close_rule, draft_rule, records_of_rule, set_rule
from kouprey.web.ui import record_marks, record_page, record_recipients
from kouprey.web.ui.record_acting import acting_page, status_of
from kouprey.web.ui.record_ask import hurdles_in_words

DONE: Final = {
    "set": gettext_lazy("The rule is set. It holds for what is filed, verified, amended or marked from now on."),
    "closed": gettext_lazy("The rule has ended. What it released stays released; recall it one by one."),
    "applied": gettext_lazy("The rule was applied to the records that stand. The report shows what left."),
}


class RuleForm(forms.Form):
    """The terms of a rule, for one kind of record and one recipient."""

    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("Fields that may leave"), required=False, widget=forms.CheckboxSelectMultiple
    )
    under = forms.CharField(
        label=gettext_lazy("Law or agreement"),
        help_text=gettext_lazy("Under which law, treaty or agreement it leaves, with the article."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control", "aria-required": "true"}),
    )
    strictest = forms.ChoiceField(
        label=gettext_lazy("Strictest label"),
        help_text=gettext_lazy("Records with a stricter label are left to a releasing officer."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    verified_only = forms.BooleanField(
        label=gettext_lazy("Only verified records"),
        help_text=gettext_lazy("Without it, a record leaves as soon as it is filed, before a second officer saw it."),
        required=False,
    )
    valid_from = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The last day. Blank: until it is ended."),
        required=False,
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, kind: Kind, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        choices = [(field.name, _(field.title)) for field in kind.fields if field.shareable]
        self.fields["fields_"].choices = choices  # type: ignore[attr-defined]
        self.fields["strictest"].choices = [(w.code, w.code) for w in marking.tlp_words()]  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        """The terms as the act takes them. Only of a form that is valid."""
        given = self.cleaned_data
        return {
            "fields": given["fields_"],
            "under": given["under"],
            "strictest": Tlp.of(given["strictest"]),
            "verified_only": given["verified_only"],
            "valid_from": given["valid_from"],
            "valid_until": given["valid_until"],
        }


@require_safe
@acting_page(Act.RELEASE_REPORT)
def rules(request: HttpRequest, by: Actor) -> HttpResponse:
    """The rules of the own authority, those in force first."""
    on = now().date()
    found = [_shown(rule, on) for rule in access.rules(by)]
    found.sort(key=lambda one: not one["holds"])
    said = {"rules": found, "may_set": _may_set(by), "done": DONE.get(request.GET.get("done", "")), "tab": "rules"}
    return render(request, "desk/rules.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RELEASE_SET_RULE)
def new(request: HttpRequest, by: Actor) -> HttpResponse:
    """Choose a recipient, say the terms, see what the rule would release, set it."""
    given = request.POST if request.method == "POST" else request.GET
    kind = KINDS.get(given.get("kind", "")) or next(iter(KINDS.values()))
    to = record_recipients.chosen(given.get("to", ""))
    said: dict[str, Any] = {"kind": kind, "tab": "rules"}
    if to is None:
        return render(request, "desk/rule_new.html", said | record_recipients.offered(by, given.get("q", "").strip()))
    said |= {"to": to, "to_kind": record_recipients.KINDS[to.kind], "to_value": record_recipients.value_of(to)}
    if request.method != "POST":
        form = RuleForm(
            kind, initial={"strictest": Tlp.AMBER.label, "verified_only": True, "valid_from": now().date()}
        )
        return render(request, "desk/rule_new.html", said | {"form": form})
    form, error = RuleForm(kind, request.POST), None
    if form.is_valid():
        terms = form.terms() | {"kind": kind.name, "recipient": to.id, "recipient_kind": to.kind}
        try:
            if given.get("act") == "set":
                made = set_rule(**terms, by=by, at=now())
                return HttpResponseRedirect(f"{reverse('desk-rule', args=[made.id])}?done=set")
            said |= _preview(draft_rule(**terms, by=by, at=now()), to, by)
        except KoupreyError as refused:
            error = refused
    bad = error is not None or not form.is_valid()
    status = (status_of(error) if error else 400) if bad else 200
    return render(request, "desk/rule_new.html", said | {"form": form, "error": error}, status=status)


@require_safe
@acting_page(Act.RELEASE_REPORT)
def rule(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One rule: its terms, and what it would release now of what stands."""
    return render(request, "desk/rule.html", _page(by, id) | {"done": DONE.get(request.GET.get("done", ""))})


@require_POST
@acting_page(Act.RELEASE_SET_RULE)
def change(request: HttpRequest, by: Actor, id: UUID, name: str) -> HttpResponse:
    """End the rule, or apply it to the records that stand."""
    steps: dict[str, Any] = {"close": (close_rule, "closed"), "apply": (apply_rule, "applied")}
    if name not in steps:
        raise access.nothing()
    act, done = steps[name]
    try:
        act(id=id, by=by, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        return render(request, "desk/rule.html", _page(by, id) | {"error": error}, status=status_of(error))
    return HttpResponseRedirect(f"{reverse('desk-rule', args=[id])}?done={done}")


def _page(by: Actor, id: UUID) -> dict[str, Any]:
    found = access.rule(by, id)
    to = recipient(found.recipient, PartyKind(found.recipient_kind))
    shown = _shown(found, now().date()) | {"may_set": _may_set(by), "tab": "rules", "to": to}
    return shown | (_preview(found, to, by) if to and shown["holds"] and shown["may_set"] else {})


def _preview(found: Any, to: Recipient, by: Actor) -> dict[str, Any]:
    """How many records it clears as they stand, some of them, what keeps others back, and what to mind."""
    cleared, hurdles = records_of_rule(found, by=by, at=now())
    return {
        "previewed": True,
        "count": len(cleared),
        "some": [(one, record_marks.shown(one.marks())) for one in access.records(by).filter(pk__in=cleared[:10])],
        "hurdles": hurdles_in_words(hurdles),
        "unverified_leave": not found.verified_only,
        "wide": to.kind is PartyKind.GROUP,
    }


def _shown(found: Any, on: date) -> dict[str, Any]:
    ended = found.closed_at is not None or (found.valid_until is not None and found.valid_until < on)
    return {
        "rule": found,
        "kind": KINDS[found.kind],
        "fields_in_words": record_page.fields_in_words(KINDS[found.kind], found.fields),
        "recipient_kind": record_recipients.KINDS[PartyKind(found.recipient_kind)],
        "strictest": Tlp(found.strictest).label,
        "strictest_class": record_marks.tlp_class(Tlp(found.strictest).label),
        "ended": ended,
        "holds": not ended and found.valid_from <= on,
    }


def _may_set(by: Actor) -> bool:
    return access.may(by, Act.RELEASE_SET_RULE, DeskFacts(by.authority))
