"""Header words of CITES trade files, and which shape a header is.

Columns are found by name, never by position. English words follow the downloads themselves; Spanish and
French words follow the report captions of the CITES Trade Database (unepwcmc/SAPI, trade_reports.yml, 2026).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kouprey.kernel.words import said

KEYS = ("year", "appendix", "taxon", "importer", "exporter", "origin", "term", "unit", "purpose", "source")
RANKS = ("class", "order", "family", "genus")
PERMITS = ("import_permit", "export_permit", "origin_permit")
REQUIRED = {
    "bulk": (*KEYS, "quantity", "reporter"),
    "comptab": (*KEYS, "importer_quantity", "exporter_quantity"),
}

_ENGLISH = {
    "year": "year", "app": "appendix", "appendix": "appendix", "taxon": "taxon", "class": "class",
    "order": "order", "ord": "order", "family": "family", "genus": "genus", "importer": "importer",
    "exporter": "exporter", "origin": "origin", "importerreportedquantity": "importer_quantity",
    "exporterreportedquantity": "exporter_quantity", "quantity": "quantity", "term": "term", "unit": "unit",
    "purpose": "purpose", "source": "source", "id": "id", "reportertype": "reporter",
    "importpermitrandomid": "import_permit", "exportpermitrandomid": "export_permit",
    "originpermitrandomid": "origin_permit",
}  # fmt: skip
_SPANISH = {
    "ano": "year", "apendice": "appendix", "taxon": "taxon", "clase": "class", "orden": "order",
    "familia": "family", "genero": "genus", "importador": "importer", "exportador": "exporter",
    "paisdeorigen": "origin", "cantidaddeimportador": "importer_quantity",
    "cantidaddeexportador": "exporter_quantity", "termino": "term", "unidad": "unit", "objetivo": "purpose",
    "origen": "source", "id": "id",
}  # fmt: skip
_FRENCH = {
    "annee": "year", "annexe": "appendix", "taxon": "taxon", "classe": "class", "ordre": "order",
    "famille": "family", "genre": "genus", "importateur": "importer", "exportateur": "exporter",
    "origine": "origin", "quantitedimportateur": "importer_quantity",
    "quantitedexportateur": "exporter_quantity", "terme": "term", "unite": "unit", "but": "purpose",
    "source": "source", "id": "id",
}  # fmt: skip
LANGUAGES = {"English": _ENGLISH, "Spanish": _SPANISH, "French": _FRENCH}

# Until SAPI 1.18 the Spanish tabulation said "Origen" for both the country of origin and the source.
_OLD_SPANISH = ("year", "appendix", "taxon", "class", "order", "family", "genus", "importer", "exporter",
                "origin", "importer_quantity", "exporter_quantity", "term", "unit", "purpose", "source")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file is. `columns[i]` is the canonical name of the file's column i, "" for one we do not know."""

    kind: str
    language: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def name(self) -> str:
        """The shape as users see it, such as "bulk-20" or "comptab-16"."""
        return f"{self.kind}-{len(self.columns)}"


def fold(word: str) -> str:
    """Reduce a header cell to its letters: no case, accents, blanks, dots or underscores."""
    letters = unicodedata.normalize("NFKD", word.strip().lstrip("\ufeff")).casefold()
    return "".join(c for c in letters if c.isalnum())


def recognise(header: list[str]) -> Shape | None:
    """Say which shape a header is, or None if it is none of ours."""
    words = [fold(cell) for cell in header]
    for language, dictionary in LANGUAGES.items():
        columns = _old_spanish(words) if language == "Spanish" else None
        columns = columns or tuple(dictionary.get(word, "") for word in words)
        named = [c for c in columns if c]
        if len(named) != len(set(named)):
            continue
        for kind, required in REQUIRED.items():
            if set(required) <= set(named):
                unknown = tuple(h for h, c in zip(header, columns, strict=True) if not c)
                return Shape(kind, language, columns, unknown)
    return None


def explain(header: list[str]) -> str:
    """Say of a header that was not recognised how close it came, for the person who has the file."""
    words = [fold(cell) for cell in header]
    if "country" in words and sum(word.isdigit() for word in words) > 1:
        return said("a gross or net report (one column per year), which has lost importers, exporters and origins")
    repeated = sorted({cell.strip() for cell, word in zip(header, words, strict=True) if words.count(word) > 1})
    if repeated and any(repeated):
        return said("the column %(name)s twice", name=repr(repeated[0]))
    best: tuple[int, list[str]] = (0, [])
    for dictionary in LANGUAGES.values():
        named = {dictionary.get(word, "") for word in words}
        for required in REQUIRED.values():
            missing = [c for c in required if c not in named]
            best = max(best, (len(required) - len(missing), missing), key=lambda pair: pair[0])
    if best[0] >= 6:
        return said("a header without %(missing)s", missing=", ".join(best[1]))
    shown = ", ".join(cell.strip() for cell in header[:8])
    return said("the header “%(header)s”", header=shown[:120])


def _old_spanish(words: list[str]) -> tuple[str, ...] | None:
    """Columns of the older Spanish file, whose two "Origen" are told apart by their usual places only."""
    if words.count("origen") != 2 or len(words) != len(_OLD_SPANISH):
        return None
    usual = [
        c if c in ("origin", "source") else _SPANISH.get(w, "") for w, c in zip(words, _OLD_SPANISH, strict=True)
    ]
    return _OLD_SPANISH if tuple(usual) == _OLD_SPANISH else None
