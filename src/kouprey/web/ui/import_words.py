"""The words that the upload's script says. It has no catalogue of its own: the page hands them over."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.web.trade.uploads import PIECE

SIZES: Final = (
    (10**9, gettext_lazy("%(number)s GB")),
    (10**6, gettext_lazy("%(number)s MB")),
    (10**3, gettext_lazy("%(number)s kB")),
    (1, gettext_lazy("%(number)s B")),
)
"""From so many bytes on a size is said in these words; a thousand of one is one of the next."""


def size(count: int) -> str:
    """A size in the largest unit that leaves a whole number or one decimal."""
    least, said = next((pair for pair in SIZES if count >= pair[0]), SIZES[-1])
    number = round(count / least, 1)
    return said % {"number": number_format(int(number) if number.is_integer() else number)}


def upload_words(limit: str) -> dict[str, Any]:
    """What the upload's script needs to know and to say. Placeholders are filled in by the script."""
    return {
        "begin": reverse("trade-upload"),
        "piece": PIECE,
        "limit": settings.UPLOAD_LIMIT,
        "sizes": [[least, str(said)] for least, said in SIZES],
        "looking": _("Looking at the file."),
        "checking": _("Comparing the file with what has arrived: %(percent)s per cent."),
        "sending": _("Uploading. You can close this page: choose the same file again, and the upload goes on."),
        "going_on": _("Going on after %(arrived)s that had arrived before."),
        "counted": _("%(percent)s per cent: %(arrived)s of %(size)s"),
        "broken": _("The line is broken; %(arrived)s are kept. Seconds until the next try: %(seconds)s."),
        "trying": _("Trying again."),
        "finishing": _("Everything has arrived. The node compares the digest and looks at the file."),
        "cancelled_here": _(
            "The upload was stopped here. The line is broken, so what has arrived is kept;"
            " open this page again to delete it."
        ),
        "cancelled": _("The upload was cancelled. Nothing of the file was kept."),
        "too_large": {
            "what": _("The file is larger than this node takes (%(limit)s).") % {"limit": limit},
            "kept": _("Nothing of it was sent."),
            "remedy": _("Pack it as a zip, split it, or load it in the node's shell: kouprey trade load FILE"),
        },
        "empty": {
            "what": _("The file is empty."),
            "kept": _("Nothing was sent."),
            "remedy": _("Save it again where it comes from, then choose it again."),
        },
        "unreadable": {
            "what": _("The browser cannot read the file any more: it was changed, moved or closed."),
            "kept": _("What has arrived is kept for a day."),
            "remedy": _("Choose the file again. If it was not changed, the upload goes on."),
        },
        "refused": {
            "what": _("The node did not take the upload (answer %(status)s)."),
            "kept": _("What has arrived is kept for a day."),
            "remedy": _("Open this page again, sign in if you are asked to, and choose the same file."),
        },
    }
