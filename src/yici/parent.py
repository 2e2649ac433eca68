"""Ends a process together with the one that started it, also when that one was killed and could tell nobody.

Server workers and the demonstration's helpers follow their parent: left alone they would go on serving an old database
beside the next instance. Whoever starts them names itself in the environment; nobody named, nobody is followed.
"""

import ctypes
import os
import signal
import sys
import threading
import time
from typing import Final

NAMED: Final = "YICI_PARENT"
EVERY: Final = 0.5
SET_PDEATHSIG: Final = 1
ORPHANED: Final = 1


def lead() -> None:
    """This will have every process that this one starts from now on follow it."""
    os.environ[NAMED] = str(os.getpid())


def follow() -> None:
    """This will end this process soon after its parent has ended, however that was, if it was started to follow.

    Killed at once and not asked: the parent was killed, too, and a transaction that is cut off leaves nothing behind.
    """
    named = os.environ.get(NAMED, "")
    # Whoever leads others may come here, too: its own number is no parent's.
    if not named.isdigit() or int(named) == os.getpid():
        return
    _ask_kernel()
    # Also where the kernel does it: it looks at the thread that forked, and asked too late it never does.
    threading.Thread(target=_watch, args=(int(named),), name="parent", daemon=True).start()


def _ask_kernel() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os._exit(ORPHANED)
