"""On PostgreSQL: one chain without gap or fork, whoever writes at the same time.

The trigger is a deferred one: it runs when the transaction of the act commits. Only then is the chain locked (until the
commit is done, a moment later), so that no act waits for another with locks in its hands, and an act that fails leaves
neither a row nor a gap. What it computes is `domain.audit.chain.link`.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kouprey.web.core.migrations._told import Told

_FUNCTION = """
CREATE OR REPLACE FUNCTION kouprey_link_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    number bigint := 0;
    previous bytea := decode(repeat('00', 32), 'hex');
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('kouprey audit chain'));
    SELECT l.n, l.link INTO last FROM core_auditlink l ORDER BY l.n DESC LIMIT 1;
    IF FOUND THEN
        number := last.n;
        previous := last.link;
    END IF;
    INSERT INTO core_auditlink (event, n, header_digest, content_digest, link) VALUES (
        NEW.id, number + 1, NEW.header_digest, NEW.content_digest,
        sha256(convert_to(
            'kouprey audit link 1' || chr(10)
            || '{"content":"' || encode(NEW.content_digest, 'hex')
            || '","header":"' || encode(NEW.header_digest, 'hex')
            || '","n":' || (number + 1)
            || ',"previous":"' || encode(previous, 'hex') || '"}', 'UTF8'))
    );
    RETURN NULL;
END $$
"""
_TRIGGER = """
CREATE CONSTRAINT TRIGGER core_auditevent_link AFTER INSERT ON core_auditevent
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kouprey_link_act()
"""


def link_at_commit() -> Told:
    """The operation that makes PostgreSQL link each act when its transaction ends. Nothing on SQLite."""

    def add(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(_FUNCTION, params=None)
            editor.execute(_TRIGGER, params=None)

    def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute("DROP TRIGGER IF EXISTS core_auditevent_link ON core_auditevent")

    return Told(add, remove)
