"""What can be done with an import and its file, and with an upload on its way.

`arriving`: a file comes in pieces. `importing`: it is received, started, loaded. `keeping`: it is deleted, or removed
by rule.
"""

from __future__ import annotations

from kouprey.web.trade.actions.arriving import (
    OutOfStep,
    begin_upload,
    drop_upload,
    finish_upload,
    take_piece,
)
from kouprey.web.trade.actions.importing import IMPORT, load_import, receive_upload, start_import
from kouprey.web.trade.actions.keeping import DELETED, apply_retention, delete_file

__all__ = [
    "DELETED",
    "IMPORT",
    "OutOfStep",
    "apply_retention",
    "begin_upload",
    "delete_file",
    "drop_upload",
    "finish_upload",
    "load_import",
    "receive_upload",
    "start_import",
    "take_piece",
]
