"""The node as a WSGI application, for a server other than `kouprey serve`."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kouprey.web.upkeep.serving import hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouprey.web.config.settings")
application = get_wsgi_application()
hold(Path(settings.HOME), "pages")
