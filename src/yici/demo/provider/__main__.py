"""`python -m yici.demo.provider`: serve the demonstration's identity provider until it is told to stop."""

import os
import signal
import sys
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

from yici import parent

os.environ["DJANGO_SETTINGS_MODULE"] = "yici.demo.provider.settings"
django.setup()

# Its tables are only known once Django is set up with its settings.
from yici.demo.provider.preparing import prepare_provider  # noqa: E402
from yici.demo.provider.wsgi import application  # noqa: E402


class Threaded(ThreadingMixIn, WSGIServer):
    """One thread for each request: they are few."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Addresses carry codes and states: none is written down."""

    def log_message(self, *_: Any) -> None:
        """This will write nothing."""


def main() -> None:
    """This will prepare the provider and serve it."""
    parent.follow()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: sys.exit(0))
    where = urlsplit(os.environ["DEMO_PROVIDER_ISSUER"])
    prepare_provider()
    with make_server(str(where.hostname), where.port or 80, application, Threaded, Quiet) as server:
        server.serve_forever()


main()
