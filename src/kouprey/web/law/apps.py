"""The room `law`."""

from __future__ import annotations

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Assessments, and edits of the register of law."""

    name = "kouprey.web.law"
    label = "law"

    def ready(self) -> None:
        """Tell the records how an assessment is kept."""
        from kouprey.domain.law.record import ASSESSMENT  # noqa: PLC0415 - the tables are there only now
        from kouprey.web.law.actions.keeping import AssessmentKeeper  # noqa: PLC0415 - with the rest
        from kouprey.web.records.keepers import register  # noqa: PLC0415 - with the rest

        register(ASSESSMENT.name, AssessmentKeeper())
