"""Words of the floors below in the reader's language: templates and values, each by the catalogue."""

from __future__ import annotations

from django.utils import translation

from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import declared, said, several
from kouprey.trade.checking import reason_kept
from kouprey.web.core.words import told, translated, whole
from web import pseudo
from web.pseudo import worded


def test_every_part_of_a_sentence_is_translated(settings, tmp_path) -> None:
    settings.LOCALE_PATHS = [pseudo.compiled(tmp_path / "locale")]
    settings.LANGUAGES = [*settings.LANGUAGES, (pseudo.CODE, "Pseudo")]
    rule = said("number (blank)")
    with translation.override(pseudo.CODE):
        found = translated(several((said("%(field)s is missing.", field=declared("Subject")), "as it is"), "; "))
        assert found == worded("%(field)s is missing.") % {"field": worded("Subject")} + "; as it is"
        error = UnusableFile("a.csv", expected=said("rows of trade"), found=rule, remedy=said("Export it again."))
        assert worded("rows of trade") in told(error)["what"]
        assert worded("number (blank)") in told(error)["what"]
        assert whole(error).endswith(worded("Export it again."))
        assert translated(reason_kept("the quantity is negative")) == worded("the quantity is negative")
    assert translated(rule) == "number (blank)"


def test_reasons_of_rejected_rows_are_found_again() -> None:
    text = "the code is not a letter; year “20; x0”: the year is not a year from 1900 to 2099; unit “?”: unheard of"
    found = reason_kept(text)
    assert found == text
    assert [type(part).__name__ for part in found.parts] == ["Said", "Said", "Said"]
    assert found.parts[1].values["value"] == "20; x0"
    assert type(found.parts[2].values["reason"]) is str
