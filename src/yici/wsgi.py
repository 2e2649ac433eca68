"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from yici import parent

parent.follow()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yici.settings")
application = get_wsgi_application()
# Everything is loaded now and stays: the collector need not walk through it again and again (a tenth of a request).
len(get_resolver().url_patterns)
gc.collect()
gc.freeze()
