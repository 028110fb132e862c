"""One sentence for every act, as the search page says it: who did what. A new act is not complete without one.

Placeholders: `by` who acted, `target` what the act was about; a detail by its name where a sentence needs one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.access import ROLES, Role
from kouprey.domain.schedule import RULE
from kouprey.kernel.words import recognised
from kouprey.web.core.audit import DOOR, PUBLIC, SHELL, WORKER, Act
from kouprey.web.core.contents import OPEN, Contents
from kouprey.web.core.words import translated


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
    Act.OFFICER_SIGN_IN_FAILED: Words(
        gettext_lazy("Sign-in failed"), gettext_lazy("%(by)s refused a try to sign in as %(target)s.")
    ),
    Act.OFFICER_LOCKED_OUT: Words(
        gettext_lazy("Locked out"),
        gettext_lazy("%(by)s shut the door to %(target)s for a while after too many tries."),
    ),
    Act.OFFICER_LOCKOUT_RELEASED: Words(
        gettext_lazy("Lockout ended"), gettext_lazy("%(by)s let the officer %(target)s try to sign in again.")
    ),
    Act.OFFICER_REAUTHENTICATED: Words(
        gettext_lazy("Confirmed again"), gettext_lazy("%(by)s confirmed again who it is before a grave act.")
    ),
    Act.OFFICER_UNLOCKED: Words(gettext_lazy("Screen unlocked"), gettext_lazy("%(by)s unlocked the screen.")),
    Act.OFFICER_SESSION_ENDED: Words(
        gettext_lazy("Session ended"), gettext_lazy("%(by)s ended a session of the officer %(target)s.")
    ),
    Act.OFFICER_SECOND_FACTOR_DEMANDED: Words(
        gettext_lazy("Second factor asked for"),
        gettext_lazy("%(by)s changed whether the officer %(target)s needs a second factor."),
    ),
    Act.OFFICER_SECOND_FACTOR_SET_UP: Words(
        gettext_lazy("Second factor set up"), gettext_lazy("%(by)s set up a second factor.")
    ),
    Act.OFFICER_SECOND_FACTOR_REMOVED: Words(
        gettext_lazy("Second factor removed"), gettext_lazy("%(by)s removed a second factor.")
    ),
    Act.OFFICER_SECOND_FACTOR_RESET: Words(
        gettext_lazy("Second factors reset"),
        gettext_lazy("%(by)s removed every second factor of the officer %(target)s."),
    ),
    Act.OFFICER_RECOVERY_CODES_MADE: Words(
        gettext_lazy("Recovery codes made"), gettext_lazy("%(by)s made new recovery codes.")
    ),
    Act.OFFICER_RECOVERY_CODE_USED: Words(
        gettext_lazy("Recovery code used"), gettext_lazy("%(by)s signed in with a recovery code.")
    ),
    Act.OFFICER_LANGUAGE_CHANGED: Words(
        gettext_lazy("Language changed"), gettext_lazy("%(by)s chose another language.")
    ),
    Act.OFFICER_TIME_ZONE_CHANGED: Words(
        gettext_lazy("Time zone changed"), gettext_lazy("%(by)s chose another time zone.")
    ),
    Act.OFFICER_INVITED: Words(
        gettext_lazy("Officer invited"), gettext_lazy("%(by)s invited the officer %(target)s.")
    ),
    Act.INVITATION_USED: Words(
        gettext_lazy("Invitation used"), gettext_lazy("%(by)s used the invitation and chose a password.")
    ),
    Act.ROLE_GIVEN: Words(
        gettext_lazy("Role given"), gettext_lazy("%(by)s gave the officer %(target)s the role %(role)s.")
    ),
    Act.ROLE_ENDED: Words(
        gettext_lazy("Role ended"), gettext_lazy("%(by)s ended the role %(role)s of the officer %(target)s.")
    ),
    Act.ACTING_CHANGED: Words(
        gettext_lazy("Acting changed"), gettext_lazy("%(by)s chose another agency, role or purpose to act in.")
    ),
    Act.AUTHORITY_ENTERED: Words(
        gettext_lazy("Authority entered"), gettext_lazy("%(by)s entered the authority %(target)s in the directory.")
    ),
    Act.AGENCY_ENTERED: Words(
        gettext_lazy("Agency entered"), gettext_lazy("%(by)s entered the agency %(target)s in the directory.")
    ),
    Act.AGENCY_CHANGED: Words(
        gettext_lazy("Agency changed"), gettext_lazy("%(by)s changed the agency %(target)s in the directory.")
    ),
    Act.UNIT_ENTERED: Words(
        gettext_lazy("Unit entered"), gettext_lazy("%(by)s entered the unit %(target)s in the directory.")
    ),
    Act.GROUP_CHANGED: Words(gettext_lazy("Group changed"), gettext_lazy("%(by)s changed the group %(target)s.")),
    Act.LIST_CHANGED: Words(
        gettext_lazy("List of people changed"), gettext_lazy("%(by)s changed the list of people %(target)s.")
    ),
    Act.TOKEN_MADE: Words(gettext_lazy("Token made"), gettext_lazy("%(by)s made the token %(target)s.")),
    Act.TOKEN_REVOKED: Words(gettext_lazy("Token revoked"), gettext_lazy("%(by)s revoked the token %(target)s.")),
    Act.APPROVAL_ASKED: Words(
        gettext_lazy("Second person asked for"),
        gettext_lazy("%(by)s asked for a second person's approval about %(target)s."),
    ),
    Act.APPROVAL_GIVEN: Words(
        gettext_lazy("Approved"), gettext_lazy("%(by)s approved what a colleague asked for about %(target)s.")
    ),
    Act.APPROVAL_REFUSED: Words(
        gettext_lazy("Approval refused"), gettext_lazy("%(by)s refused what a colleague asked for about %(target)s.")
    ),
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
    Act.RECORD_CREATED: Words(
        gettext_lazy("Record written down"), gettext_lazy("%(by)s wrote down the record %(target)s.")
    ),
    Act.RECORD_READ: Words(
        gettext_lazy("Record read"), gettext_lazy("%(by)s read the record %(target)s, which names persons.")
    ),
    Act.RECORD_AMENDED: Words(gettext_lazy("Record amended"), gettext_lazy("%(by)s amended the record %(target)s.")),
    Act.RECORD_FILED: Words(gettext_lazy("Record filed"), gettext_lazy("%(by)s filed the record %(target)s.")),
    Act.RECORD_TAKEN_IN: Words(
        gettext_lazy("Record taken in"),
        gettext_lazy("%(by)s wrote down and filed the record %(target)s, with all others of a table."),
    ),
    Act.RECORD_VERIFIED: Words(
        gettext_lazy("Record verified"), gettext_lazy("%(by)s verified the record %(target)s.")
    ),
    Act.RECORD_SENT_BACK: Words(
        gettext_lazy("Record sent back"), gettext_lazy("%(by)s sent the record %(target)s back to be mended.")
    ),
    Act.RECORD_WITHDRAWN: Words(
        gettext_lazy("Record withdrawn"), gettext_lazy("%(by)s withdrew the record %(target)s.")
    ),
    Act.RECORD_HELD: Words(
        gettext_lazy("Hold set"), gettext_lazy("%(by)s set a hold on the record %(target)s: it is not destroyed.")
    ),
    Act.HOLD_LIFTED: Words(
        gettext_lazy("Hold lifted"), gettext_lazy("%(by)s lifted a hold on the record %(target)s.")
    ),
    Act.RECORD_MARKED: Words(
        gettext_lazy("Marks changed"), gettext_lazy("%(by)s changed the handling marks of the record %(target)s.")
    ),
    Act.RECORD_WIDENED: Words(
        gettext_lazy("Marks widened"), gettext_lazy("%(by)s approved wider handling marks for the record %(target)s.")
    ),
    Act.RECORD_EXPORTED: Words(
        gettext_lazy("Record exported"), gettext_lazy("%(by)s took the record %(target)s out of the node.")
    ),
    Act.RELEASE_ASKED: Words(
        gettext_lazy("Release asked for"),
        gettext_lazy("%(by)s asked the release desk to let parts of %(target)s leave."),
    ),
    Act.RELEASE_REFUSED: Words(
        gettext_lazy("Release refused"), gettext_lazy("%(by)s refused to let parts of %(target)s leave.")
    ),
    Act.RELEASE_MADE: Words(
        gettext_lazy("Released"), gettext_lazy("%(by)s let parts of %(target)s leave for another authority.")
    ),
    Act.RELEASE_NARROWED: Words(
        gettext_lazy("Release narrowed"),
        gettext_lazy("%(by)s narrowed the marks of what was released of %(target)s."),
    ),
    Act.RELEASE_RECALLED: Words(
        gettext_lazy("Release recalled"), gettext_lazy("%(by)s recalled what was released of %(target)s.")
    ),
    Act.RELEASE_READ: Words(
        gettext_lazy("Release read"), gettext_lazy("%(by)s read what another authority released as %(target)s.")
    ),
    Act.RELEASE_EXPORTED: Words(
        gettext_lazy("Release exported"), gettext_lazy("%(by)s took what was released as %(target)s out of the node.")
    ),
    Act.RELEASE_ACKNOWLEDGED: Words(
        gettext_lazy("Caveats acknowledged"),
        gettext_lazy("%(by)s took note of the limits on what was released as %(target)s."),
    ),
    Act.RELEASES_REPORTED: Words(
        gettext_lazy("Releases reported"), gettext_lazy("%(by)s took out the report of what left.")
    ),
    Act.RULE_SET: Words(
        gettext_lazy("Release rule set"), gettext_lazy("%(by)s set a rule of release for %(target)s.")
    ),
    Act.RULE_CLOSED: Words(
        gettext_lazy("Release rule ended"), gettext_lazy("%(by)s ended a rule of release for %(target)s.")
    ),
    Act.RULE_APPLIED: Words(
        gettext_lazy("Release rule applied"),
        gettext_lazy("%(by)s applied a rule of release for %(target)s to earlier records."),
    ),
    Act.HANDOVER_OFFERED: Words(
        gettext_lazy("Hand-over offered"),
        gettext_lazy("%(by)s offered to hand the record %(target)s over to %(to)s, under: %(basis)s."),
    ),
    Act.HANDOVER_ACCEPTED: Words(
        gettext_lazy("Hand-over accepted"),
        gettext_lazy("%(by)s took the record %(target)s over, under: %(basis)s."),
    ),
    Act.HANDOVER_SENT_BACK: Words(
        gettext_lazy("Hand-over sent back"),
        gettext_lazy("%(by)s did not take the record %(target)s over: %(reason)s."),
    ),
    Act.HANDOVER_RECALLED: Words(
        gettext_lazy("Hand-over recalled"), gettext_lazy("%(by)s recalled the hand-over of the record %(target)s.")
    ),
    Act.EVENT_JUDGED_SAME: Words(
        gettext_lazy("Same event"),
        gettext_lazy("%(by)s judged that %(target)s and %(other)s are about the same event."),
    ),
    Act.EVENT_JUDGED_OTHER: Words(
        gettext_lazy("Different events"),
        gettext_lazy("%(by)s judged that %(target)s and %(other)s are about different events."),
    ),
    Act.EVENT_JUDGEMENT_UNDONE: Words(
        gettext_lazy("Judgement taken back"),
        gettext_lazy("%(by)s took back what was judged about %(target)s and %(other)s."),
    ),
    Act.INCIDENTS_EXPORTED: Words(
        gettext_lazy("Incidents exported"),
        gettext_lazy("%(by)s took %(rows)s incidents out of the node as %(form)s."),
    ),
    Act.TABLE_IMPORTED: Words(
        gettext_lazy("Table of observations imported"),
        gettext_lazy("%(by)s imported the table %(target)s: %(created)s made, %(updated)s amended."),
    ),
    Act.TABLE_UNDONE: Words(
        gettext_lazy("Import of a table undone"),
        gettext_lazy("%(by)s undid the import of the table %(target)s: %(reason)s."),
    ),
    Act.INCIDENTS_REPORTED: Words(
        gettext_lazy("Report of seizures written"),
        gettext_lazy("%(by)s wrote the report %(target)s with %(incidents)s observations."),
    ),
    Act.TABLE_BROUGHT: Words(
        gettext_lazy("Table of observations brought"),
        gettext_lazy("%(by)s brought the table %(target)s, to be looked at before it is imported."),
    ),
    Act.TABLE_DISCARDED: Words(
        gettext_lazy("Table thrown away"),
        gettext_lazy("%(by)s threw the table %(target)s away; nothing of it is kept."),
    ),
    Act.TABLE_COLUMNS_TOLD: Words(
        gettext_lazy("Columns of a table told"),
        gettext_lazy("%(by)s said what the columns of the table %(target)s hold."),
    ),
    Act.TABLE_WORDS_LEARNED: Words(
        gettext_lazy("Words of a table learned"),
        gettext_lazy("%(by)s said what %(words)s words of the source of the table %(target)s mean."),
    ),
    Act.TABLE_NAMES_SETTLED: Words(
        gettext_lazy("Names in a table settled"),
        gettext_lazy("%(by)s settled what seemed to name persons in the table %(target)s: %(out)s taken out."),
    ),
    Act.REPORT_ANSWERED: Words(
        gettext_lazy("Use by partners answered"),
        gettext_lazy("%(by)s answered for the report %(target)s whether partners of ICCWC may use it: %(answer)s."),
    ),
    Act.REPORT_SUBMITTED: Words(
        gettext_lazy("Submission recorded"),
        gettext_lazy("%(by)s recorded that %(target)s was sent to %(recipient)s on %(on)s."),
    ),
    Act.SUBMISSION_READ: Words(
        gettext_lazy("Submitted file opened"), gettext_lazy("%(by)s opened the file %(target)s as it was sent.")
    ),
    Act.DUTY_NOTICED: Words(
        gettext_lazy("Duty noticed"), gettext_lazy("%(by)s gave notice that %(target)s is due on %(due)s.")
    ),
    Act.TIP_LEFT: Words(gettext_lazy("Tip left"), gettext_lazy("%(by)s left the tip %(target)s.")),
    Act.TIP_REPORTER_READ: Words(
        gettext_lazy("Reporter read"),
        gettext_lazy("%(by)s read how the reporter of the tip %(target)s can be reached."),
    ),
    Act.TIP_TAKEN_UP: Words(
        gettext_lazy("Tip taken up"), gettext_lazy("%(by)s made the record %(record)s of the tip %(target)s.")
    ),
    Act.TIP_CLOSED: Words(gettext_lazy("Tip closed"), gettext_lazy("%(by)s closed the tip %(target)s: %(reason)s.")),
    Act.LAW_CHANGED: Words(
        gettext_lazy("Register of law changed"),
        gettext_lazy("%(by)s approved a change of %(target)s in the register of law, proposed by %(proposed_by)s."),
    ),
    Act.TRADE_UPLOAD_BEGUN: Words(
        gettext_lazy("Upload begun"), gettext_lazy("%(by)s began to upload the file %(target)s.")
    ),
    Act.TRADE_UPLOAD_DROPPED: Words(
        gettext_lazy("Upload dropped"), gettext_lazy("%(by)s dropped the upload of the file %(target)s.")
    ),
    Act.TRADE_UPLOAD_RECEIVED: Words(
        gettext_lazy("File uploaded"), gettext_lazy("%(by)s uploaded the file %(target)s.")
    ),
    Act.TRADE_IMPORT_STARTED: Words(
        gettext_lazy("Import started"),
        gettext_lazy("%(by)s started the import of %(target)s into the dataset %(dataset)s."),
    ),
    Act.TRADE_FILE_REMOVED: Words(
        gettext_lazy("File removed"), gettext_lazy("%(by)s removed the uploaded file %(target)s.")
    ),
    Act.OFFICER_PLACED: Words(
        gettext_lazy("Officer placed"), gettext_lazy("%(by)s placed the officer %(target)s in an authority.")
    ),
    Act.AUTHORITY_CHANGED: Words(
        gettext_lazy("Authority changed"), gettext_lazy("%(by)s changed the authority %(target)s in the directory.")
    ),
    Act.UNIT_CHANGED: Words(
        gettext_lazy("Unit changed"), gettext_lazy("%(by)s changed the unit %(target)s in the directory.")
    ),
    Act.DIRECTORY_IMPORTED: Words(
        gettext_lazy("Directory imported"),
        gettext_lazy("%(by)s imported the list of authorities and agencies into the directory."),
    ),
    Act.ATTACHMENT_ADDED: Words(
        gettext_lazy("File attached"), gettext_lazy("%(by)s attached the file %(name)s to the record %(target)s.")
    ),
    Act.ATTACHMENT_READ: Words(
        gettext_lazy("File opened"), gettext_lazy("%(by)s opened the file %(name)s of the record %(target)s.")
    ),
    Act.ATTACHMENT_REMOVED: Words(
        gettext_lazy("File removed from a record"),
        gettext_lazy("%(by)s removed the file %(name)s from the record %(target)s."),
    ),
}


NODE: Final = {
    SHELL.label: gettext_lazy("shell"),
    WORKER.label: gettext_lazy("worker"),
    DOOR.label: gettext_lazy("sign-in"),
    PUBLIC.label: gettext_lazy("public"),
}
"""Who acts where no officer does, by the label that is kept."""


def who(label: str) -> str:
    """Whoever acted without being an officer: a part of the node, in words; any other label is itself."""
    return str(NODE.get(label, label))


def name(act: str) -> str:
    """What an act is called; its own dotted name when this edition does not know it."""
    return str(WORDS[Act(act)].name) if act in set(Act) else act


def rule(kept: str) -> str:
    """A rule that something was destroyed under: a period in words, any other as somebody wrote it."""
    return str(translated(recognised(kept, (RULE,))))


def sentence(act: str, contents: Contents) -> str:
    """What happened, in a sentence. Without contents (destroyed, or sealed) it says only what kind of act."""
    if contents.state != OPEN:
        return _("%(act)s. The content of this act cannot be shown.") % {"act": name(act)}
    if act not in set(Act):
        return _("%(by)s did what this edition does not know: %(act)s.") % {"by": who(contents.by), "act": act}
    values = {**contents.details, "by": who(contents.by), "target": contents.label}
    if values.get("role") in set(Role):
        values["role"] = _(ROLES[Role(values["role"])].title)
    if isinstance(values.get("rule"), str):
        values["rule"] = rule(values["rule"])
    return str(WORDS[Act(act)].sentence) % defaultdict(lambda: "–", values)
