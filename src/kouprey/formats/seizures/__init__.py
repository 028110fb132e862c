"""Tables of seizures: the official forms written and read, imports of other tables, and what each form loses.

AITR (`aitr_csv`, `aitr_xlsx`, `report`, `gaps`), ETIS (`etis_csv`, `etis_tables`), World-WISE-like (`wise_rows`),
import (`read_file`) and reading a form back (`read_form`). Layouts are configuration, `reconstruction-1`, UNVERIFIED.
"""

from __future__ import annotations

from kouprey.domain.layouts import Layout, layout_of
from kouprey.formats.seizures.aitr import CONSENT, CONSENT_ASKED, Gap, Report, gaps, may_pass_on, report
from kouprey.formats.seizures.aitr import as_csv as aitr_csv
from kouprey.formats.seizures.aitr import as_xlsx as aitr_xlsx
from kouprey.formats.seizures.carrying import FORMS, SUFFIXES, Carried, carried
from kouprey.formats.seizures.columns import Column, columns
from kouprey.formats.seizures.dirt import LIST_WORDS
from kouprey.formats.seizures.etis import as_csv as etis_csv
from kouprey.formats.seizures.etis import report as etis_report
from kouprey.formats.seizures.etis_record import EtisRecord, record_of
from kouprey.formats.seizures.etis_record import incident_of as incident_of_record
from kouprey.formats.seizures.etis_tables import as_tables as etis_tables
from kouprey.formats.seizures.etis_tables import of_tables as of_etis_tables
from kouprey.formats.seizures.gathering import resolved
from kouprey.formats.seizures.headings import LEFT_OUT, Heading, fields, recognise, suggestions
from kouprey.formats.seizures.importing import Imported, read_file, read_form
from kouprey.formats.seizures.layouts import AITR, ETIS, WORLD_WISE, etis_layout
from kouprey.formats.seizures.losses import LOSSES, Loss, without
from kouprey.formats.seizures.rejects import REJECTED, csv_of_kept, kept_rejects, rejects_csv
from kouprey.formats.seizures.rows import Fault
from kouprey.formats.seizures.settling import KEEP, TAKE_OUT, Named, Unknown, named, settled, unknown_words
from kouprey.formats.seizures.taking import Loaded, Rejected, Tick
from kouprey.formats.seizures.world_wise import WiseRow
from kouprey.formats.seizures.world_wise import as_csv as wise_csv
from kouprey.formats.seizures.world_wise import of_csv as of_wise_csv
from kouprey.formats.seizures.world_wise import rows_of as wise_rows

__all__ = [
    "AITR",
    "CONSENT",
    "CONSENT_ASKED",
    "ETIS",
    "FORMS",
    "KEEP",
    "LEFT_OUT",
    "LIST_WORDS",
    "LOSSES",
    "REJECTED",
    "SUFFIXES",
    "TAKE_OUT",
    "WORLD_WISE",
    "Carried",
    "Column",
    "EtisRecord",
    "Fault",
    "Gap",
    "Heading",
    "Imported",
    "Layout",
    "Loaded",
    "Loss",
    "Named",
    "Rejected",
    "Report",
    "Tick",
    "Unknown",
    "WiseRow",
    "aitr_csv",
    "aitr_xlsx",
    "carried",
    "columns",
    "csv_of_kept",
    "etis_csv",
    "etis_layout",
    "etis_report",
    "etis_tables",
    "fields",
    "gaps",
    "incident_of_record",
    "kept_rejects",
    "layout_of",
    "may_pass_on",
    "named",
    "of_etis_tables",
    "of_wise_csv",
    "read_file",
    "read_form",
    "recognise",
    "record_of",
    "rejects_csv",
    "report",
    "resolved",
    "settled",
    "suggestions",
    "unknown_words",
    "wise_csv",
    "wise_rows",
    "without",
]  # fmt: skip
