"""Bring the rows that are there into the chain, in their order, and encrypt what they hold."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kouprey.domain.audit.chain import START, Header, content_digest, link
from kouprey.web.core.contents import Contents
from kouprey.web.core.keyring import keyring
from kouprey.web.core.sealing import new_key, seal


def fill(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal and link every row."""
    events, links = apps.get_model("core", "AuditEvent").objects, apps.get_model("core", "AuditLink").objects
    secrets: dict[tuple[str, str], tuple[Any, bytes]] = {}
    previous = START
    for n, event in enumerate(events.order_by("id").iterator(2000), 1):
        target = (event.target_kind, event.target_id)
        if target not in secrets:
            secrets[target] = _key(apps, target, event.at)
        event.key, secret = secrets[target]
        header = Header(event.id, event.at, event.by, None, None, event.act, *target, event.key)
        event.header_digest = header.digest()
        holds = Contents(event.by_label, event.target_label, event.details)
        event.content = seal(secret, holds.plain(), event.header_digest)
        event.content_digest = content_digest(event.content)
        event.by_label, event.target_label, event.details = "", "", {}
        event.save()
        previous = link(n, event.header_digest, event.content_digest, previous)
        links.create(
            event=event.id, n=n, header_digest=event.header_digest, content_digest=event.content_digest, link=previous
        )


def _key(apps: Any, target: tuple[str, str], at: Any) -> tuple[Any, bytes]:
    """A key for one record, wrapped as `ContentKey.wrap` does."""
    secret, ring = new_key(), keyring()
    key = apps.get_model("core", "ContentKey")(target_kind=target[0], target_id=target[1], made_at=at)
    about = f"kouprey content key 1\n{key.id}\n{target[0]}\n{target[1]}".encode()
    key.node_key, key.wrapped = ring.current().id, seal(ring.current().secret, secret, about)
    key.save(force_insert=True)
    return key.id, secret


class Migration(migrations.Migration):
    """Fills the new columns. There is no way back: what was readable is not made readable again."""

    dependencies: ClassVar = [("core", "0004_audit_chain_tables")]
    operations: ClassVar = [migrations.RunPython(fill)]
