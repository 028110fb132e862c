"""One sentence for every act, as the search page says it: who did what. A new act is not complete without one.

Placeholders: `by` who acted, `target` what the act was about; a detail by its name where a sentence needs one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.web.core.audit import Act
from kouprey.web.core.contents import OPEN, Contents


class Words(NamedTuple):
    """An act in words: what it is called in a list of acts, and the sentence of one that happened."""

    name: str | Promise
    sentence: str | Promise


WORDS: Final[dict[Act, Words]] = {
    Act.OFFICER_ENROLLED: Words(
        gettext_lazy("Officer enrolled"), gettext_lazy("%(by)s enrolled the officer %(target)s.")
    ),
    Act.OFFICER_NAME_CHANGED: Words(
        gettext_lazy("Officer's name changed"), gettext_lazy("%(by)s changed the name of the officer %(target)s.")
    ),
    Act.OFFICER_PASSWORD_SET: Words(
        gettext_lazy("Password set"), gettext_lazy("%(by)s set a new password for the officer %(target)s.")
    ),
    Act.OFFICER_DEACTIVATED: Words(
        gettext_lazy("Account closed"), gettext_lazy("%(by)s closed the account of the officer %(target)s.")
    ),
    Act.OFFICER_REACTIVATED: Words(
        gettext_lazy("Account opened again"),
        gettext_lazy("%(by)s opened the account of the officer %(target)s again."),
    ),
    Act.OFFICER_SIGNED_IN: Words(gettext_lazy("Signed in"), gettext_lazy("%(by)s signed in.")),
    Act.JOB_QUEUED: Words(gettext_lazy("Work asked for"), gettext_lazy("%(by)s asked for the work %(target)s.")),
    Act.JOB_CANCELLED: Words(gettext_lazy("Work called off"), gettext_lazy("%(by)s called off the work %(target)s.")),
    Act.JOB_DONE: Words(gettext_lazy("Work done"), gettext_lazy("%(by)s finished the work %(target)s.")),
    Act.JOB_FAILED: Words(gettext_lazy("Work failed"), gettext_lazy("%(by)s could not do the work %(target)s.")),
    Act.AUDIT_EXPORTED: Words(
        gettext_lazy("Audit exported"), gettext_lazy("%(by)s exported %(rows)s acts of the audit as %(format)s.")
    ),
    Act.CONTENTS_DESTROYED: Words(
        gettext_lazy("Contents destroyed"),
        gettext_lazy("%(by)s destroyed what the audit held about one record, under the rule: %(rule)s."),
    ),
    Act.NODE_KEY_CHANGED: Words(
        gettext_lazy("Node key changed"), gettext_lazy("%(by)s brought the node key %(target)s into use.")
    ),
    Act.BACKUP_MADE: Words(gettext_lazy("Backup made"), gettext_lazy("%(by)s made the backup %(target)s.")),
    Act.BACKUP_RESTORED: Words(
        gettext_lazy("Backup restored"), gettext_lazy("%(by)s restored the node from the backup %(target)s.")
    ),
    Act.TRADE_UPLOAD_RECEIVED: Words(
        gettext_lazy("File uploaded"), gettext_lazy("%(by)s uploaded the file %(target)s.")
    ),
    Act.TRADE_IMPORT_STARTED: Words(
        gettext_lazy("Import started"),
        gettext_lazy("%(by)s started the import of %(target)s into the dataset %(dataset)s."),
    ),
}


def name(act: str) -> str:
    """What an act is called; its own dotted name when this edition does not know it."""
    return str(WORDS[Act(act)].name) if act in set(Act) else act


def sentence(act: str, contents: Contents) -> str:
    """What happened, in a sentence. Without contents (destroyed, or sealed) it says only what kind of act."""
    if contents.state != OPEN:
        return _("%(act)s. The content of this act cannot be shown.") % {"act": name(act)}
    if act not in set(Act):
        return _("%(by)s did what this edition does not know: %(act)s.") % {"by": contents.by, "act": act}
    values = {**contents.details, "by": contents.by, "target": contents.label}
    return str(WORDS[Act(act)].sentence) % defaultdict(lambda: "–", values)
