"""Tables of `records`: the record, its versions, whom it reaches, and the release desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from kouprey.domain.access import State
from kouprey.domain.handling import Code, Handling, Purpose, Tlp
from kouprey.domain.handling import Grade as GradeMark
from kouprey.domain.release import PartyKind
from kouprey.kernel.ids import new_id
from kouprey.web.records.tenancy import Protected


def tokens(words: Iterable[str]) -> str:
    """Words as one column: in order, a space around each, so that one is found by ` word `."""
    return f" {' '.join(sorted(words))} "


class Marks(models.Model):
    """The handling marks as columns. `codes` and `purposes` hold words with a space around each."""

    tlp = models.SmallIntegerField(choices=[(int(tlp), tlp.label) for tlp in Tlp])
    codes = models.CharField(max_length=40)
    h3_text = models.TextField(blank=True)
    purposes = models.CharField(max_length=120)
    nominal = models.BooleanField()
    secrecy = models.CharField(max_length=40, blank=True)
    grade_scheme = models.CharField(max_length=40, blank=True)
    grade_source = models.CharField(max_length=20, blank=True)
    grade_information = models.CharField(max_length=20, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def marks(self) -> Handling:
        """The marks as the domain has them, without the audience, which lies in a table of its own."""
        return Handling(
            tlp=Tlp(self.tlp),
            codes=frozenset(map(Code, self.codes.split())),
            h3_text=self.h3_text,
            purposes=frozenset(map(Purpose, self.purposes.split())),
            nominal=self.nominal,
            secrecy=self.secrecy,
            grade=GradeMark(self.grade_scheme, self.grade_source, self.grade_information),
            review_on=self.review_on,
        )

    @staticmethod
    def columns(marks: Handling) -> dict[str, Any]:
        """The columns that keep these marks."""
        return {
            "tlp": int(marks.tlp),
            "codes": tokens(marks.codes),
            "h3_text": marks.h3_text.strip(),
            "purposes": tokens(marks.purposes),
            "nominal": marks.nominal,
            "secrecy": marks.secrecy,
            "grade_scheme": marks.grade.scheme,
            "grade_source": marks.grade.source,
            "grade_information": marks.grade.information,
            "review_on": marks.review_on,
        }


class Record(Marks):
    """Anything that can be shared, as it stands now. What it says is in its versions; what was released, in releases.

    `authority` and `agency` are its originator; nothing points across originators. `received_at` is set for a record
    that came from another node, which is read-only here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=40, unique=True)
    headline = models.CharField(max_length=200)
    authority = models.UUIDField()
    agency = models.UUIDField()
    recorded_by = models.UUIDField()
    recorded_by_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    amended_by = models.UUIDField()
    amended_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    version = models.PositiveIntegerField(default=1)
    event_first = models.DateField(null=True, blank=True)
    event_last = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received = models.BooleanField(default=False)
    team = models.UUIDField(null=True, blank=True)
    compartment = models.UUIDField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "-id"], name="record_by_agency"),
            models.Index(fields=["authority", "-id"], name="record_by_id"),
            models.Index(fields=["authority", "-amended_at", "-id"], name="record_by_amendment"),
            models.Index(fields=["authority", "number"], name="record_by_number"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(received=False, received_at=None)
                | models.Q(received=True, received_at__isnull=False),
                name="record_is_received_or_own",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class RecordVersion(models.Model):
    """What a record said at one time: the snapshot as it was written, its digest, and that of the version before.

    Append-only; triggers refuse update and delete. An amendment is the next version, a withdrawal the last.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    schema = models.CharField(max_length=40)
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    change = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "number"], name="version_has_one_number")]

    def __str__(self) -> str:
        return f"{self.record_id} version {self.number}"


class Reach(models.Model):
    """One party of the originator's own authority that the audience of a record names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="reached")
    party = models.UUIDField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "party"], name="reach_is_named_once")]

    def __str__(self) -> str:
        return f"{self.record_id} reaches {self.party}"


class ReleaseRule(models.Model):
    """What an authority cleared in advance. Never edited: it is closed, and another is set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    fields = models.JSONField()
    recipient = models.UUIDField()
    recipient_kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PartyKind])
    recipient_label = models.CharField(max_length=200)
    under = models.CharField(max_length=300)
    strictest = models.SmallIntegerField(choices=[(int(tlp), tlp.label) for tlp in Tlp])
    verified_only = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    set_by = models.UUIDField()
    set_by_label = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_label = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_label}"


class ReleaseAsk(models.Model):
    """A question to the release desk: may these fields of this version go to that recipient? It has a clock.

    Without `record`, that was destroyed: a question that was answered stays, for the report of what left.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+")
    authority = models.UUIDField()
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    recipient = models.UUIDField()
    recipient_kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PartyKind])
    recipient_label = models.CharField(max_length=200)
    reason = models.TextField()
    asked_by = models.UUIDField()
    asked_by_label = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_by_label = models.CharField(max_length=200, blank=True)
    released = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, released=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False, released__isnull=False),
                name="ask_is_open_or_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="ask_is_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} to {self.recipient_label}"


class Release(Marks):
    """What left: these bytes, to that recipient, under that law or agreement, by a rule or by a named officer.

    Never edited. A recall is written beside it; it cannot make unseen what was seen. When its record is destroyed,
    `record` and the bytes go, and the fact and their digest stay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    authority = models.UUIDField()
    agency = models.UUIDField()
    recipient = models.UUIDField(db_index=True)
    recipient_kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PartyKind])
    recipient_label = models.CharField(max_length=200)
    fields = models.JSONField()
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    under = models.CharField(max_length=300)
    consent = models.CharField(max_length=300, blank=True)
    rule = models.ForeignKey(ReleaseRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ask = models.OneToOneField(ReleaseAsk, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    recalled = models.BooleanField(default=False)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by_label = models.CharField(max_length=200, blank=True)
    recall_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["authority", "-id"], name="release_by_authority")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(rule__isnull=False, ask=None) | models.Q(rule=None, ask__isnull=False),
                name="release_was_cleared",
            ),
            models.CheckConstraint(
                condition=models.Q(recalled=False, recalled_at=None)
                | models.Q(recalled=True, recalled_at__isnull=False),
                name="release_is_recalled_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} to {self.recipient_label}"


class Acknowledgement(models.Model):
    """An officer of the recipient took note of the caveats of a release before reading it (UNTOC, article 18(5)).

    Append-only. `caveats` is the digest of the codes and words that were acknowledged: others ask anew.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    caveats = models.CharField(max_length=64)
    officer = models.UUIDField()
    officer_label = models.CharField(max_length=200)
    agency = models.UUIDField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "officer", "caveats"], name="caveats_are_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} acknowledged by {self.officer_label}"


class Findable(models.Model):
    """What a record can be found by (`release` blank), or what was released of it: pieces of words, a space around
    each. One row, so that a million records stay searchable.

    Only `search` reads it, and only to narrow records that were authorised. PostgreSQL has no wall here: behind one,
    it would not use the index (ADR 0032).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    release = models.OneToOneField(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pieces = models.TextField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(release=None), name="record_is_findable_once"
            )
        ]

    def __str__(self) -> str:
        return f"pieces of {self.record_id}"


class Attachment(models.Model):
    """A file of a record. It lies encrypted under KOUPREY_HOME/attachments, its key here, wrapped under the node's.

    `sha256` is the digest of the file as it was received; `kept_sha256` that of the file as it is given out, which
    differs for a picture that was drawn anew. `original` says that the received file was sealed as evidence beside
    it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    media = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_sha256 = models.CharField(max_length=64)
    original = models.BooleanField(default=False)
    node_key = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_label = models.CharField(max_length=200, blank=True)
    remove_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
