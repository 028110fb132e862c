"""What the scripts of the entry page need to keep drafts on the device: words, addresses, limits."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kouprey.domain.attachments import KINDS, MOST

WORDS: Final = {
    "saving": gettext_lazy("Saving on this device."),
    "saved": gettext_lazy("Saved on this device at %(time)s. It was not sent yet."),
    "full": gettext_lazy(
        "This device has no room left, and what you changed last is on this page alone. Send or discard other drafts,"
        " take out a photograph, or free room on the device. Then save again."
    ),
    "lost": gettext_lazy(
        "This browser did not keep the draft, and what you changed last is on this page alone. Try again, or send it "
        "while there is a line."
    ),
    "none_kept": gettext_lazy("This browser keeps no drafts here. Save the draft before you leave the page."),
    "no_line": gettext_lazy("There is no line. Drafts stay on this device and are sent when the line is back."),
    "kept_to_send": gettext_lazy("Saved on this device. It is sent as soon as there is a line."),
    "locked": gettext_lazy("The screen is locked. Unlock it, then the draft is sent. It stays on this device."),
    "signed_out": gettext_lazy(
        "Nobody is signed in here any more. Sign in again, then the draft is sent. It stays on this device."
    ),
    "sending": gettext_lazy("Sending: %(percent)s per cent has left this device."),
    "sent": gettext_lazy("%(number)s has arrived whole."),
    "sent_here": gettext_lazy("Drafts that arrived:"),
    "writing": gettext_lazy("being written, saved at %(time)s"),
    "waiting": gettext_lazy("waits to be sent, saved at %(time)s"),
    "unsure": gettext_lazy(
        "the line broke while it was sent: it may have arrived. It is sent again and stays one record"
    ),
    "refused": gettext_lazy("not accepted. Open it to see why"),
    "unreadable": gettext_lazy("cannot be opened: the keys of the node were changed. Discard it"),
    "files": gettext_lazy("files: %(number)s"),
    "unnamed": gettext_lazy("Draft without a date"),
    "not_accepted": gettext_lazy("The draft was not accepted"),
    "stays": gettext_lazy(
        "Nothing of it was written down; it stays on this device. Mend what is named and send it again."
    ),
    "strange": gettext_lazy(
        "The node did not take it (answer %(status)s). Check in which role you act, and send it again later."
    ),
    "too_large": gettext_lazy("%(name)s is larger than %(most)s MB and was not added. Choose a smaller file."),
    "too_many": gettext_lazy("A record takes %(most)s files. %(name)s was not added."),
    "discard": gettext_lazy("Discard this draft and its files from this device? It was not sent."),
    "leave": gettext_lazy("Leave without saving? The draft and its files are deleted from this device."),
    "yes_discard": gettext_lazy("Discard the draft"),
}


def drafts(officer: str = "") -> dict[str, Any]:
    """All of it. `officer` is whose page it is; the page that a device keeps is nobody's until its key is there."""
    signed_out = f"{reverse('account_login')}?next={reverse('incidents-new')}"
    return {
        "officer": officer,
        "words": WORDS,
        "largest": max(kind.largest for kind in KINDS),
        "most": MOST,
        "addresses": {
            "entry": reverse("incidents-new"), "send": reverse("incidents-send"), "device": reverse("officer-device"),
            "worker": reverse("incidents-worker"), "names": reverse("incidents-names"), "sign_in": signed_out,
            "unlock": f"{reverse('officer-locked')}?next={reverse('incidents-new')}",
        },
    }  # fmt: skip
