"""Tables of `seizures`: what lists, maps and reports ask of an observation, and what agencies do with it.

What an observation says is in the versions of its record, exactly; these columns are for queries and follow the
newest version (`actions/keeping.py`). Lines and legs keep their ids over all versions: other things hang on them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models

from kouprey.domain.seizures import Amount, Certainty, HandoverState, Kind, Role
from kouprey.domain.taxa.names import key
from kouprey.kernel.ids import new_id
from kouprey.web.records.models import Record, Standing
from kouprey.web.records.tenancy import Protected

SPAN: Final = timedelta(days=366)
"""A date that is known to its year spans no more; few ranges do."""


def codes_of(words: Any) -> list[tuple[str, str]]:
    """The values of a closed list, as choices of a column."""
    return [(word.value, word.value) for word in words]


class Incident(Standing):
    """The columns of one observation beside its record, and who may see it (ADR 37).

    `authority` and `number` are the record's, which never change: lists of one authority walk its own indexes.
    `day` orders lists: the first day of the event, or the day it was written down where no date is known. `token` was
    made on the device that sent it: whoever sends it again gets the same record. `found_by` is the agency that wrote
    it down, whoever goes on with it now. `wide`: its dates are more than `SPAN` apart.
    """

    record = models.OneToOneField(Record, on_delete=models.PROTECT, primary_key=True, related_name="incident")
    authority = models.UUIDField()
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, choices=codes_of(Kind))
    country = models.CharField(max_length=2, blank=True)
    admin1 = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=20, decimal_places=15, null=True, blank=True)
    longitude = models.DecimalField(max_digits=20, decimal_places=15, null=True, blank=True)
    precision_m = models.PositiveIntegerField(null=True, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    day = models.DateField()
    wide = models.BooleanField(default=False)
    agency_kind = models.CharField(max_length=40, blank=True)
    found_by = models.UUIDField()
    entry_way = models.CharField(max_length=40, blank=True)
    synthetic = models.BooleanField(default=False)
    token = models.UUIDField(null=True, blank=True)
    sent_by = models.UUIDField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-day", "-record"]
        indexes: ClassVar = [
            models.Index(fields=["authority", "-day", "-record", "found_by"], name="incident_by_day"),
            models.Index(fields=["authority", "kind", "-day", "-record"], name="incident_by_kind"),
            models.Index(fields=["authority", "country", "-day", "-record"], name="incident_by_country"),
            models.Index(fields=["authority", "-record"], name="incident_by_id"),
            models.Index(fields=["authority", "number"], name="incident_by_number"),
            models.Index(fields=["authority", "-amended_at", "-record"], name="incident_by_amendment"),
            models.Index(fields=["authority", "state", "-day", "-record"], name="incident_by_state"),
            models.Index(
                fields=["last", "day", "authority", "found_by", "record"],  # all that its wall asks for as well
                condition=models.Q(wide=True),
                name="incident_is_wide",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                # Few are sent with a token: said so, SQLite does not take the others for as many that are alike.
                fields=["sent_by", "token"], condition=models.Q(token__isnull=False), name="incident_is_sent_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


TAXON, TERM, LEG = "taxon", "term", "leg"


def word_of(name: str) -> str:
    """Under what word a name stands, and is looked up: as names are compared, no longer than the column."""
    return key(name)[:500]


class Heading(models.Model):
    """One word under which an observation stands in its authority's own index, by day.

    A `taxon` is a name that one of its lines goes by: that of the list, its genus, family, order and class, and the
    name as reported, all by `word_of`. A `term` is a kind of specimen, a `leg` a
    country of the route. Whoever asks for one walks these rows in order and looks at no other observation. The keeper
    writes and removes them with the observation, and works out what they are (`headings_of`): the database is not
    asked of each whether its observation is there, nor has an index by it. With its day, one is found at once. On
    SQLite the table is its own index (`migrations/0011`).
    """

    pk = models.CompositePrimaryKey("authority", "sort", "word", "day", "incident_id")
    incident = models.ForeignKey(
        Incident, on_delete=models.DO_NOTHING, related_name="headings", db_index=False, db_constraint=False
    )
    authority = models.UUIDField()
    sort = models.CharField(max_length=10, choices=[(sort, sort) for sort in (TAXON, TERM, LEG)])
    word = models.CharField(max_length=500)
    day = models.DateField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    def __str__(self) -> str:
        return f"{self.sort} {self.word}"


class SpecimenLine(models.Model):
    """One line of specimens. The higher taxa stand beside the name; `known_as` is the name as reported, folded."""

    id = models.UUIDField(primary_key=True, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="lines")
    authority = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    reported = models.CharField(max_length=500, blank=True)
    known_as = models.CharField(max_length=500, blank=True)
    taxon = models.CharField(max_length=500, blank=True)
    genus = models.CharField(max_length=100, blank=True)
    family = models.CharField(max_length=100, blank=True)
    order = models.CharField(max_length=100, blank=True)
    taxon_class = models.CharField(max_length=100, blank=True)
    appendix = models.CharField(max_length=20, blank=True)
    term = models.CharField(max_length=40, blank=True)
    amount = models.CharField(max_length=20, choices=codes_of(Amount))
    number = models.DecimalField(max_digits=40, decimal_places=15, null=True, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    kilograms = models.DecimalField(max_digits=40, decimal_places=15, null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return self.taxon or self.reported


class RouteLeg(models.Model):
    """One country of a route, with its role."""

    id = models.UUIDField(primary_key=True, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="legs")
    authority = models.UUIDField()
    order = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=codes_of(Role))
    country = models.CharField(max_length=2, blank=True)
    share = models.DecimalField(max_digits=40, decimal_places=15, null=True, blank=True)
    custody = models.BooleanField(null=True, blank=True)
    certainty = models.CharField(max_length=20, choices=codes_of(Certainty))

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return f"{self.role} {self.country}"


class HandedOver(models.Model):
    """One hand-over between two agencies of an authority, with its legal basis and its clock.

    `opened`: it was the hand-over that named the receiving agency in the audience; it is taken out again with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    authority = models.UUIDField()
    from_agency = models.UUIDField()
    to_agency = models.UUIDField()
    basis = models.CharField(max_length=60)
    cited = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    hours = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    opened = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    offered_at = models.DateTimeField()
    offered_by = models.UUIDField()
    offered_by_label = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=codes_of(HandoverState), default=HandoverState.OFFERED.value)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(state=HandoverState.OFFERED.value),
                name="record_is_offered_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(state=HandoverState.OFFERED.value, decided_at=None)
                | (~models.Q(state=HandoverState.OFFERED.value) & models.Q(decided_at__isnull=False)),
                name="handover_is_open_or_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} to {self.to_agency}"


class EventJudgement(models.Model):
    """Somebody says that two records are about the same event, or that they are not. Append-only.

    `undoes` names the judgement that this row takes back. No foreign keys: a record can be another State's, which is
    then known by a release alone (`one_release`, `other_release`; blank for a record of the own authority).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField(db_index=True)
    one = models.UUIDField(db_index=True)
    other = models.UUIDField(db_index=True)
    one_release = models.UUIDField(null=True, blank=True)
    other_release = models.UUIDField(null=True, blank=True)
    same = models.BooleanField()
    undoes = models.UUIDField(null=True, blank=True, unique=True)
    reason = models.TextField(blank=True)
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.one} {'is' if self.same else 'is not'} {self.other}"

    @property
    def ends(self) -> tuple[tuple[UUID, UUID | None], tuple[UUID, UUID | None]]:
        """Both records, each with the release by which it is known."""
        return (self.one, self.one_release), (self.other, self.other_release)


class Tip(models.Model):
    """What somebody of the public told the node, as it came. How to reach that person lies encrypted in `contact`.

    It is no record: an officer makes one of it, in which the reporter never stands.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    agency = models.UUIDField()
    number = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    place = models.CharField(max_length=300, blank=True)
    when = models.CharField(max_length=100, blank=True)
    taxon = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True)
    contact = models.BinaryField(default=bytes)
    node_key = models.CharField(max_length=16, blank=True)
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_label = models.CharField(max_length=200, blank=True)
    close_reason = models.TextField(blank=True)
    record = models.UUIDField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="tip_by_agency")]

    def __str__(self) -> str:
        return self.number
