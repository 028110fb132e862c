"""Parts of addresses that only certain words fit: the name of a measure, the form of a file."""

from __future__ import annotations

from kouprey.web.ui.trade_measures import MEASURES, Measure


class MeasureInAddress:
    """The name of a measure; no other word of an address is one."""

    regex = "|".join(MEASURES)

    def to_python(self, value: str) -> Measure:
        """The measure of that name."""
        return MEASURES[value]

    def to_url(self, value: str) -> str:
        """A name as it stands in an address."""
        return value


class FormInAddress:
    """The ending of a file that an answer can be taken away as."""

    regex = r"csv|json|xlsx|parquet|method\.json"

    def to_python(self, value: str) -> str:
        """The form itself."""
        return value

    def to_url(self, value: str) -> str:
        """The form itself."""
        return value
