"""Acts of `core`: writing down what was done, asking for long work and calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kouprey.domain.audit.chain import START, Header, Headers, content_digest, link
from kouprey.kernel.errors import KoupreyError, Refused
from kouprey.kernel.ids import new_id, new_ids
from kouprey.web.core.audit import RETENTION, Act, By
from kouprey.web.core.bulk import add_rows
from kouprey.web.core.contents import Contents
from kouprey.web.core.jobs import State
from kouprey.web.core.keyring import Keyring, keyring
from kouprey.web.core.models import AuditEvent, AuditLink, ContentKey, Job
from kouprey.web.core.sealing import Unsealable, new_key, seal, sealer


def record(
    *,
    act: Act,
    kind: str,
    id: object,
    label: str,
    by: By,
    at: datetime,
    details: dict[str, Any] | None = None,
    agency: UUID | None = None,
    authority: UUID | None = None,
) -> AuditEvent:
    """Write one row of the audit. Only inside the transaction of the act it speaks of.

    Names and details are encrypted under the key of the record spoken of; `agency` and `authority` of the actor stand
    in the open.
    """
    holds = Contents(by.label, label, details or {})
    agency = agency or getattr(by, "agency", None)
    authority = authority or getattr(by, "authority", None)
    return _add(act, (kind, str(id)), (kind, str(id)), by.id, holds, at, agency, authority)


Thing = tuple[object, str, dict[str, Any]]
"""Of what an act speaks: its id, its label, and what else is said."""
Key = tuple[UUID, bytes]
"""The key of a record: its id, and what is in it."""


def record_new(*, act: Act, kind: str, things: Sequence[Thing], by: By, at: datetime) -> None:
    """Write down one act for each of many things that are new. Only inside the transaction of the act."""
    _must_be_inside()
    ids = [str(id) for id, _label, _details in things]
    _add_many(act, kind, things, _new_keys(kind, ids, at), by, at)


def record_each(*, act: Act, kind: str, things: Sequence[Thing], by: By, at: datetime) -> None:
    """Write down one act for each of many things that are there, each of them once, under the keys that they have:
    as `record` does one by one. Only inside the transaction of the act. Raises KoupreyError for a key that does not
    open."""
    _must_be_inside()
    ids = [str(id) for id, _label, _details in things]
    keys = _keys_there(kind, ids)
    missing = [id for id in ids if id not in keys]
    keys |= dict(zip(missing, _new_keys(kind, missing, at), strict=True))
    _add_many(act, kind, things, [keys[id] for id in ids], by, at)


def destroy_contents(
    *,
    kind: str,
    id: object,
    reason: str,
    by: By,
    at: datetime,
    label: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Destroy what the audit holds about one record: its names and values, everywhere. The chain still verifies.

    `reason` is the rule of retention or the order that asks for it; it stays readable, as does who did it, and
    whatever else `label` (a number, never a name) and `details` say of it. Raises Refused if there is nothing to
    destroy. Backups made before still hold the key.
    """
    if kind == RETENTION[0] or not reason.strip():
        raise Refused(
            "What was destroyed, and under which rule, stays on record.", remedy="Name a record and a rule."
        )
    with transaction.atomic():
        keys = ContentKey.objects.filter(target_kind=kind, target_id=str(id), destroyed_at=None)
        if not keys.update(wrapped=b"", destroyed_at=at):
            raise Refused("The audit holds no contents about this record.", remedy="Nothing needs to be done.")
        holds = Contents(by.label, label, {"rule": reason} | (details or {}))
        whose = getattr(by, "agency", None), getattr(by, "authority", None)
        return _add(Act.CONTENTS_DESTROYED, (kind, str(id)), RETENTION, by.id, holds, at, *whose)


def change_node_key(*, make: bool = True, by: By, at: datetime) -> tuple[str, int]:
    """Wrap every record's key under the node's newest key; with `make`, make that key first.

    The new key's id, and how many were wrapped. The key of before is kept: older backups need it.
    """
    ring = keyring()
    if make:
        ring.add()
    with transaction.atomic():
        changed = 0
        keys = ContentKey.objects.select_for_update().filter(destroyed_at=None)
        for key in keys.exclude(node_key=ring.current().id).iterator():
            secret = _unwrapped(key, ring)
            key.wrap(secret, ring)
            key.save(update_fields=["node_key", "wrapped"])
            changed += 1
        id = ring.current().id
        details = {"key": id, "wrapped": changed}
        record(act=Act.NODE_KEY_CHANGED, kind="node", id="keys", label=id, by=by, at=at, details=details)
    return id, changed


def note_export(*, form: str, filters: dict[str, str], rows: int, by: By, at: datetime) -> AuditEvent:
    """Write down that an officer takes a part of the audit away: which part, as what, and how many acts."""
    details = {"format": form, "rows": rows, "filters": filters}
    with transaction.atomic():
        return record(act=Act.AUDIT_EXPORTED, kind="audit", id="node", label="", by=by, at=at, details=details)


def queue_job(*, kind: str, arguments: dict[str, Any], by: By, at: datetime, lane: str = "") -> Job:
    """Ask for long work. Of the jobs of one lane, one runs at a time."""
    if by.id is None:
        raise Refused("Only an officer can ask for this.", remedy="Sign in first.")
    with transaction.atomic():
        job = Job.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)),
            kind=kind,
            lane=lane,
            arguments=arguments,
            asked_by=by.id,
            asked_by_label=by.label,
            asked_at=at,
        )
        record(act=Act.JOB_QUEUED, kind="job", id=job.id, label=kind, by=by, at=at, details=arguments)
    return job


def cancel_job(*, job: Job, by: By, at: datetime) -> None:
    """Call a job off: one that waits ends at once, one that runs at its next step. Raises Refused if it has ended."""
    with transaction.atomic():
        current = Job.objects.select_for_update().get(pk=job.pk)
        if not current.is_open or current.stop_asked_at:
            raise Refused("This work has ended or is being stopped already.", remedy="Nothing needs to be done.")
        current.stop_asked_at = at
        if current.state == State.QUEUED:
            current.state, current.finished_at = State.CANCELLED, at
        current.save(update_fields=["stop_asked_at", "state", "finished_at"])
        record(act=Act.JOB_CANCELLED, kind="job", id=job.id, label=job.kind, by=by, at=at)


def _add(
    act: Act,
    target: tuple[str, str],
    under: tuple[str, str],
    by: UUID | None,
    holds: Contents,
    at: datetime,
    agency: UUID | None = None,
    authority: UUID | None = None,
) -> AuditEvent:
    """The row, its contents under the key of `under`; on SQLite its link as well."""
    _must_be_inside()
    if holds.by is None:
        raise IntegrityError("An audit row names who acted.")
    key, secret = _key_of(*under, at=at)
    event = _event(act, target, key, secret, by, holds, at, agency, authority)
    event.save(force_insert=True)
    if _links_at_once():
        _link([(event.id, bytes(event.header_digest), bytes(event.content_digest))])
    return event


def _event(
    act: Act, target: tuple[str, str], key: ContentKey, secret: bytes, by: UUID | None, holds: Contents, at: datetime,
    agency: UUID | None, authority: UUID | None,
) -> AuditEvent:  # fmt: skip
    """The row of an act, its contents encrypted, not saved yet."""
    id = new_id(at_ms=int(at.timestamp() * 1000))
    header = Header(id, at, by, agency, authority, Act(act), *target, key.id).digest()
    content = seal(secret, holds.plain(), header)
    event = AuditEvent(
        id=id,
        at=at,
        by=by,
        agency=agency,
        authority=authority,
        act=Act(act),
        target_kind=target[0],
        target_id=target[1],
        key=key.id,
        content=content,
        header_digest=header,
        content_digest=content_digest(content),
    )
    event.contents = holds
    return event


def _add_many(act: Act, kind: str, things: Sequence[Thing], keys: Sequence[Key], by: By, at: datetime) -> None:
    """The rows of one act for each of many things, which have these keys; on SQLite their links as well."""
    agency, authority = getattr(by, "agency", None), getattr(by, "authority", None)
    headers, events = Headers(at, by.id, agency, authority, kind), list[dict[str, Any]]()
    ids = new_ids(len(things), at_ms=int(at.timestamp() * 1000))
    for id, (key, secret), (thing, label, details) in zip(ids, keys, things, strict=True):
        target = str(thing)
        header = headers.digest(id, act, target, key)
        content = seal(secret, Contents(by.label, label, details).plain(), header)
        events.append(
            {
                "id": id, "target_id": target, "key": key, "content": content, "header_digest": header,
                "content_digest": content_digest(content),
            }
        )  # fmt: skip
    whose = {"by": by.id, "agency": agency, "authority": authority}
    add_rows(AuditEvent, events, act=act.value, at=at, target_kind=kind, **whose)
    if _links_at_once():
        _link([(one["id"], one["header_digest"], one["content_digest"]) for one in events])


def _must_be_inside() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit row is written inside the act's transaction.")


def _links_at_once() -> bool:
    """Whether acts are linked as they are written down: on SQLite, where whoever writes is alone. PostgreSQL links
    them when the transaction ends."""
    return bool(transaction.get_connection().vendor == "sqlite")


def _link(events: Sequence[tuple[UUID, bytes, bytes]]) -> None:
    """Add the links of rows: their ids and two digests."""
    last = AuditLink.objects.order_by("n").last()
    n, previous = (last.n, bytes(last.link)) if last else (0, START)
    links = []
    for id, header, content in events:
        n += 1
        previous = link(n, header, content, previous)
        links.append({"event": id, "n": n, "header_digest": header, "content_digest": content, "link": previous})
    add_rows(AuditLink, links)


def _key_of(kind: str, id: str, *, at: datetime) -> tuple[ContentKey, bytes]:
    """The key of a record, made at first need. Nothing is locked: two acts at once make two, and both are kept."""
    ring = keyring()
    key = ContentKey.objects.filter(target_kind=kind, target_id=id, destroyed_at=None).first()
    if key is not None:
        return key, _unwrapped(key, ring)
    key, secret = _new_key(kind, id, at, ring)
    key.save(force_insert=True)
    return key, secret


def _keys_there(kind: str, ids: Sequence[str]) -> dict[str, Key]:
    """The keys of those of many records that have one: of several, the oldest, as `_key_of` takes it."""
    ring, found = keyring(), dict[str, Key]()
    for key in ContentKey.objects.filter(target_kind=kind, target_id__among=ids, destroyed_at=None).order_by("-id"):
        found[key.target_id] = key.id, _unwrapped(key, ring)
    return found


def _new_keys(kind: str, ids: Sequence[str], at: datetime) -> list[Key]:
    """A key for each of many records, made and kept."""
    node = keyring().current()
    wrap, keys = (
        sealer(node.secret),
        [(key, new_key()) for key in new_ids(len(ids), at_ms=int(at.timestamp() * 1000))],
    )
    rows = [
        {"id": key, "target_id": id, "wrapped": wrap(secret, ContentKey.about(key, kind, id))}
        for id, (key, secret) in zip(ids, keys, strict=True)
    ]
    add_rows(ContentKey, rows, target_kind=kind, node_key=node.id, made_at=at)
    return keys


def _new_key(kind: str, id: str, at: datetime, ring: Keyring) -> tuple[ContentKey, bytes]:
    key, secret = ContentKey(target_kind=kind, target_id=id, made_at=at), new_key()
    key.wrap(secret, ring)
    return key, secret


def _unwrapped(key: ContentKey, ring: Keyring) -> bytes:
    try:
        return key.unwrap(ring)
    except Unsealable as error:
        raise KoupreyError(
            f"The key of {key.target_kind} {key.target_id} does not open with the node's key {key.node_key}.",
            kept="Nothing was done, because it could not be put on record.",
            remedy="Put the key back under KOUPREY_HOME/keys, then run: kouprey doctor",
        ) from error
