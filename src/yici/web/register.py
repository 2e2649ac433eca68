"""What the pages listen to: signing in and out, second factors that come and go."""

from yici.web.device import staying
from yici.web.security import signals

signals.connect()
staying.connect()
