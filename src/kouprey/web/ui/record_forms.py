"""The forms of records: the fields of any kind, the handling marks, and a reason. Rules are checked below; problems
come back to their field, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain import marking
from kouprey.domain.access import Actor
from kouprey.domain.handling import EVERY_PURPOSE, Code, Grade, Handling, Purpose, Tlp
from kouprey.domain.records.schema import Form, Kind
from kouprey.domain.release import PartyKind
from kouprey.web.accounts.directory import names_of, own_parties, recipient
from kouprey.web.core.words import translated

NONE = ("", gettext_lazy("none"))


class ValuesForm(forms.Form):
    """The fields of one kind of record, of any kind. What a value may be is decided by `domain.records`."""

    def __init__(self, kind: Kind, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix="v", label_suffix="")
        for field in kind.fields:
            self.fields[field.name] = forms.CharField(
                label=_(field.title),
                help_text=_(field.help) if field.help else "",
                required=False,
                strip=False,
                widget=_widget(field.form, required=field.required),
            )
            self.fields[field.name].national = not field.shareable  # type: ignore[attr-defined]
            self.fields[field.name].needed = field.required  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: self.data.get(self.add_prefix(name), "") for name in self.fields}

    def tell(self, problems: Mapping[str, str]) -> None:
        """Put each problem at its field."""
        for name, words in problems.items():
            self.add_error(name if name in self.fields else None, translated(words))


def typed(values: Mapping[str, Any]) -> dict[str, str]:
    """Values as they are typed into the form again."""
    return {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in values.items()}


class MarksForm(forms.Form):
    """The handling marks of any record: one form for creating, narrowing and asking for wider ones."""

    tlp = forms.ChoiceField(
        label=gettext_lazy("Traffic Light Protocol"),
        help_text=gettext_lazy(
            "How far it may go at most. It limits the audience below; it opens nothing by itself."
        ),
        widget=forms.RadioSelect,
    )
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Handling codes"),
        help_text=gettext_lazy("What a recipient must keep to. They combine."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    h3_text = forms.CharField(
        label=gettext_lazy("H3 in words"),
        help_text=gettext_lazy("The other condition, such as: not to be named to the press. Needed with H3."),
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("Purposes"),
        help_text=gettext_lazy("What it may be used for. H0 leaves prevention, investigation and prosecution."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("Audience"),
        help_text=gettext_lazy(
            "Who reads it beside your agency: agencies, officers and teams of your own authority. With TLP:RED only "
            "officers and teams count. Another authority is reached by a release."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nominal = forms.BooleanField(
        label=gettext_lazy("Names persons"),
        help_text=gettext_lazy("Fewer roles can read it. It is set by itself when a field for names is filled."),
        required=False,
    )
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Class of secrecy"),
        help_text=gettext_lazy("The class that the law of your State gives it, if any. No rule releases it then."),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Grade of the source"),
        help_text=gettext_lazy("In the scheme your agency uses. It is never converted into another."),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    information = forms.ChoiceField(
        label=gettext_lazy("Grade of the information"),
        help_text=gettext_lazy("From the same scheme."),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Review date"),
        help_text=gettext_lazy("The day on which you look again at these marks. An earlier day is stricter."),
        required=False,
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, by: Actor, data: Any = None, *, before: Handling | None = None, fresh: bool = False) -> None:
        super().__init__(data, prefix="m", label_suffix="", initial=initial_of(before or Handling()))
        own = recipient(by.authority, PartyKind.AUTHORITY)
        named_now = before.audience if before else frozenset()
        parties = names_of(named_now) | own_parties(by.authority)
        parties.pop(by.agency, None)
        self._choose("tlp", [(w.code, _option(w.code, w.meaning)) for w in marking.tlp_words()])
        self._choose("codes", [(w.code, _option(f"{w.code}: {_(w.name)}", w.meaning)) for w in marking.code_words()])
        self._choose("purposes", [(w.code, _option(_(w.name), w.meaning)) for w in marking.purpose_words()])
        self._choose("audience", sorted(((str(id), name) for id, name in parties.items()), key=lambda one: one[1]))
        classes = marking.secrecy_words(own.country if own else "")
        if before and before.secrecy and before.secrecy not in {word.code for word in classes}:
            classes = (*classes, marking.meaning(marking.secrecy_words(), before.secrecy))
        self._choose("secrecy", [NONE, *((w.code, f"{w.name} ({_(w.meaning)})") for w in classes)])
        for part in ("source", "information"):
            self._choose(part, [NONE, *_grades(part)])
        if fresh:
            self._people(by)

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    def _people(self, by: Actor) -> None:
        """Team and compartment are chosen once, when the record is made, among those the officer is on."""
        called = names_of(by.teams | by.compartments)
        for name, words, mine, help_text in (
            ("team", _("Team"), by.teams, _("Only the people of this team read it, whatever their agency.")),
            ("compartment", _("Compartment"), by.compartments, _("Only people admitted to it read it.")),
        ):
            if mine:
                choices = [NONE, *((str(id), called.get(id, str(id))) for id in sorted(mine))]
                widget = forms.Select(attrs={"class": "form-select"})
                self.fields[name] = forms.ChoiceField(
                    label=words, help_text=help_text, required=False, choices=choices, widget=widget
                )

    def clean(self) -> dict[str, Any]:
        """H3 and its words belong together, some purpose is left, and both grades are of one scheme."""
        given = super().clean() or {}
        if ("H3" in given.get("codes", ())) != bool(given.get("h3_text", "").strip()):
            self.add_error("h3_text", _("Write the restriction in words and choose H3, or leave out both."))
        purposes = frozenset(given.get("purposes", ()))
        if not purposes and "purposes" not in self.errors:
            self.add_error("purposes", _("Choose at least one purpose."))
        elif "H0" in given.get("codes", ()) and not purposes & {"prevention", "investigation", "prosecution"}:
            self.add_error(
                "purposes", _("H0 leaves none of these purposes. Choose one against crime, or leave out H0.")
            )
        schemes = {given[part].split(":")[0] for part in ("source", "information") if given.get(part)}
        if len(schemes) > 1:
            self.add_error("information", _("Choose both grades from one scheme."))
        return given

    def marks(self) -> Handling:
        """The marks that were chosen. Only of a form that is valid."""
        given = self.cleaned_data
        scheme, source = _split(given["source"])
        other, information = _split(given["information"])
        return Handling(
            tlp=Tlp.of(given["tlp"]),
            codes=frozenset(map(Code, given["codes"])),
            h3_text=given["h3_text"].strip(),
            purposes=frozenset(map(Purpose, given["purposes"])),
            audience=frozenset(map(UUID, given["audience"])),
            nominal=given["nominal"],
            secrecy=given["secrecy"],
            grade=Grade(scheme or other, source, information),
            review_on=given["review_on"],
        ).checked()

    def people(self) -> dict[str, UUID | None]:
        """The team and the compartment that were chosen."""
        chosen = {name: self.cleaned_data.get(name, "") for name in ("team", "compartment")}
        return {name: UUID(id) if id else None for name, id in chosen.items()}


def initial_of(marks: Handling) -> dict[str, Any]:
    """The marks as the form shows them."""
    grade = marks.grade
    return {
        "tlp": marks.tlp.label,
        "codes": sorted(marks.codes),
        "h3_text": marks.h3_text,
        "purposes": sorted(marks.purposes or EVERY_PURPOSE),
        "audience": sorted(map(str, marks.audience)),
        "nominal": marks.nominal,
        "secrecy": marks.secrecy,
        "source": f"{grade.scheme}:{grade.source}" if grade.source else "",
        "information": f"{grade.scheme}:{grade.information}" if grade.information else "",
        "review_on": marks.review_on,
    }


def _widget(form: Form, *, required: bool) -> forms.Widget:
    attrs: dict[str, Any] = {"class": "form-control"} | ({"aria-required": "true"} if required else {})
    if form is Form.TEXT:
        return forms.Textarea(attrs=attrs | {"rows": 6})
    if form is Form.COUNTRIES:
        attrs |= {"autocapitalize": "characters", "spellcheck": "false"}
    return forms.TextInput(attrs=attrs | {"autocomplete": "off"})


def _option(name: str, meaning: str) -> SafeString:
    return format_html('<span class="k-optname">{}</span> <span class="k-optmeans">{}</span>', name, _(meaning))


def _grades(part: str) -> list[Any]:
    return [
        (marking.scheme_name(scheme), [(f"{scheme}:{w.code}", f"{w.code}: {_(w.meaning)}") for w in words])
        for scheme, words in marking.grade_words(part).items()
    ]


def _split(value: str) -> tuple[str, str]:
    scheme, _colon, grade = value.partition(":")
    return scheme, grade
