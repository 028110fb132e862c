"""The node as a ASGI application, for a server other than `kouprey serve`."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouprey.web.config.settings")
application = get_asgi_application()
