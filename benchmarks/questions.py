"""The seven questions, as Kouprey is asked them and as plain facts for its peers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SEA = ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN")


@dataclass(frozen=True)
class Question:
    """A study (or, with `gross`, a gross report) with its filters as plain values."""

    name: str
    about: str
    importer: tuple[str, ...] = ()
    exporter: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    terms: tuple[str, ...] = ()
    class_: str | None = None
    geography: str = "exporter"
    quantity: str = "importer"
    by: tuple[str, ...] = ("taxon", "term")
    top: int | None = None
    at_genus: tuple[str, ...] = ()
    gross: str | None = None
    unit: str | None = ""

    @property
    def asked(self) -> dict[str, Any]:
        """The question for Kouprey's Python face."""
        parts: dict[str, Any] = {
            "importer": self.importer, "exporter": self.exporter, "years": self.years, "terms": self.terms,
            "class_": self.class_,
        }  # fmt: skip
        if self.gross:
            return parts
        return parts | {
            "geography": self.geography, "quantity": self.quantity, "by": self.by, "top": self.top,
            "at_genus": self.at_genus, "unit": "any" if self.unit is None else self.unit,
        }  # fmt: skip

    def shell(self) -> list[str]:
        """The question for the shell."""
        words = ["trade", "gross", self.gross] if self.gross else ["trade", "study"]
        if self.at_genus:
            return [*words, "--preset", "jiao2021-table1"]
        pairs = {
            "--importer": ",".join(self.importer), "--exporter": ",".join(self.exporter), "--class": self.class_,
            "--years": "-".join(map(str, self.years)) if self.years else None,
        }  # fmt: skip
        if not self.gross:
            pairs |= {"--geography": self.geography, "--quantity": self.quantity}
            pairs |= {"--top": str(self.top) if self.top else None, "--unit": "any" if self.unit is None else None}
        words += [part for name, value in pairs.items() if value for part in (name, value)]
        words += [part for term in self.terms for part in ("--term", term)]
        return words if self.gross else [*words, "--by", *self.by]


QUESTIONS = (
    Question("reference", "Table 1 of the founding paper: CN from SEA, 1997-2016, origin, importer first",
             importer=("CN",), exporter=SEA, years=(1997, 2016), terms=("live", "skins"), geography="origin",
             quantity="importer-first", at_genus=("Naja",)),
    Question("top-taxa", "largest 20 taxa and terms that CN imports from SEA, 1997-2016",
             importer=("CN",), exporter=SEA, years=(1997, 2016), top=20),
    Question("world-taxa", "largest 50 taxa of the whole world, all years, with wild and captive shares",
             by=("taxon",), top=50),
    Question("year-country", "what SEA exports by year and exporter", exporter=SEA, by=("year", "country")),
    Question("skins-max", "reptile skins of the whole world, larger of the two reporters, largest 50 taxa",
             terms=("skins",), class_="Reptilia", quantity="max", by=("taxon", "term"), top=50),
    Question("terms-units", "all terms and units of the whole world", by=("term",), unit=None),
    Question("gross", "gross imports of CN by the official formula, 2000-2020",
             importer=("CN",), years=(2000, 2020), gross="imports", unit=None),
)  # fmt: skip


@dataclass
class Timing:
    """Seconds of one peer on one question: the engine's, and of the whole process."""

    engine: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
