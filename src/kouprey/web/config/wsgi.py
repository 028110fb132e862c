"""The node as a WSGI application, for a server other than `kouprey serve`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouprey.web.config.settings")
application = get_wsgi_application()
