"""Acts on people and the directory: authorities, agencies, invitations, roles given by two, moves and departures.

Each is decided by `domain.access` on the very row, under a lock, and written down in the same transaction. Records
stay whatever happens to people.
"""

from __future__ import annotations

from kouprey.web.accounts.access import GIVE_ROLE, RESTORE, require
from kouprey.web.accounts.people.agencies import (
    change_agency,
    close_agency,
    close_unit,
    enter_agency,
    enter_unit,
    rename_unit,
    reopen_agency,
    verify_agency,
)
from kouprey.web.accounts.people.authorities import (
    change_authority,
    close_authority,
    enter_authority,
    reopen_authority,
    verify_authority,
)
from kouprey.web.accounts.people.choosing import change_acting
from kouprey.web.accounts.people.groups import (
    add_to_group,
    end_in_group,
    enter_group,
    enter_list,
    put_on_list,
    take_off_list,
)
from kouprey.web.accounts.people.invitations import (
    INVITED_FOR,
    invitation_of,
    invite_again,
    invite_officer,
    use_invitation,
)
from kouprey.web.accounts.people.leaving import come_back, depart
from kouprey.web.accounts.people.restoring import answer_restore, ask_restore, restore_is_approved
from kouprey.web.accounts.people.roles import (
    answer_role,
    ask_role,
    end_role,
    give_role,
    move_officer,
    place_officer,
)
from kouprey.web.accounts.people.shipped import import_directory

__all__ = [
    "GIVE_ROLE",
    "INVITED_FOR",
    "RESTORE",
    "add_to_group",
    "answer_restore",
    "answer_role",
    "ask_restore",
    "ask_role",
    "change_acting",
    "change_agency",
    "change_authority",
    "close_agency",
    "close_authority",
    "close_unit",
    "come_back",
    "depart",
    "end_in_group",
    "end_role",
    "enter_agency",
    "enter_authority",
    "enter_group",
    "enter_list",
    "enter_unit",
    "give_role",
    "import_directory",
    "invitation_of",
    "invite_again",
    "invite_officer",
    "move_officer",
    "place_officer",
    "put_on_list",
    "rename_unit",
    "reopen_agency",
    "reopen_authority",
    "require",
    "restore_is_approved",
    "take_off_list",
    "use_invitation",
    "verify_agency",
    "verify_authority",
]
