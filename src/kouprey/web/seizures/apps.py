"""The room `seizures`."""

from __future__ import annotations

from django.apps import AppConfig


class SeizuresConfig(AppConfig):
    """Seizures and other observations."""

    name = "kouprey.web.seizures"
    label = "seizures"

    def ready(self) -> None:
        """Tell the records how the rows of an observation are kept; make the long work and the chores known."""
        from kouprey.domain.seizures import INCIDENT  # noqa: PLC0415 - the tables are there only now
        from kouprey.web.records.keepers import register  # noqa: PLC0415 - with the rest
        from kouprey.web.seizures.actions.keeping import IncidentKeeper  # noqa: PLC0415 - with the rest

        register(INCIDENT.name, IncidentKeeper())

        from kouprey.web.core import jobs  # noqa: PLC0415 - with the rest
        from kouprey.web.seizures.access import bringer  # noqa: PLC0415 - with the rest
        from kouprey.web.seizures.actions import bringing, duties, inventing, undoing, working  # noqa: PLC0415 - with the rest

        jobs.register(bringing.READ, working.read_table, bringer)
        jobs.register(bringing.IMPORT, working.take_table_in, bringer)
        jobs.register(undoing.UNDO, working.take_table_back, bringer)
        jobs.register(inventing.INVENT, inventing.invent, inventing.asker)
        jobs.register_chore("seizures.retention", working.remove_old_tables)
        jobs.register_chore("seizures.duties", duties.notice_duties)
