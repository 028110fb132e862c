"""Each sign of Chinese is found by itself: a tiger is one sign."""

import re
from typing import Any, ClassVar

from django.db import migrations

SIGN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BATCH = 500


def add_signs(apps: Any, editor: Any) -> None:
    """Beside the pieces of two that are kept already."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    findable, batch = apps.get_model("records", "Findable").objects, []
    for one in findable.only("id", "pieces").iterator(chunk_size=BATCH):
        signs = set(SIGN.findall(one.pieces)) - set(one.pieces.split())
        if signs:
            one.pieces = f"{one.pieces}{' '.join(sorted(signs))} "
            batch.append(one)
        if len(batch) == BATCH:
            findable.bulk_update(batch, ["pieces"])
            batch = []
    findable.bulk_update(batch, ["pieces"])


class Migration(migrations.Migration):
    """Of what is there; what is written from now on has them."""

    dependencies: ClassVar = [("records", "0007_asked_of_many")]
    operations: ClassVar = [migrations.RunPython(add_signs, migrations.RunPython.noop)]
