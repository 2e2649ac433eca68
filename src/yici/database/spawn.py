"""Becomes another program under another identity. Run as a script: spawn.py IDENTITY MODE FOLDER PROGRAM [ARGUMENT...]

PostgreSQL refuses to run as root, so root steps down first. A process of its own does it, because doing this between
fork and exec of a program with threads can hang.

IDENTITY is `self`, `namespace` (a user namespace in which root is an ordinary user; files stay root's) or `UID:GID`.
MODE is `wait` (the caller waits for the program) or `detach` (it gets a session of its own and outlives the caller).
FOLDER is the working folder; it is entered under the new identity, so one that it cannot reach is noticed here.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
INSIDE_ID = 1000
CANNOT_BECOME, CANNOT_RUN = 125, 126


def become(identity: str) -> None:
    """This will change this process's identity. Raises OSError."""
    if identity == "namespace":
        enter_namespace()
    elif identity != "self":
        uid, gid = (int(part) for part in identity.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def enter_namespace() -> None:
    """This will enter a user namespace that maps this user to an ordinary one. Raises OSError where it is forbidden."""
    uid, gid = os.geteuid(), os.getegid()
    if not hasattr(ctypes.CDLL(None), "unshare"):
        raise OSError("this system has no user namespaces")
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{INSIDE_ID} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{INSIDE_ID} {gid} 1")


def main(identity: str, mode: str, folder: str, *command: str) -> int:
    """This will never return unless something failed: the process turns into the program."""
    try:
        become(identity)
    except OSError as error:
        sys.stderr.write(f"cannot become {identity}: {error}\n")
        return CANNOT_BECOME
    if mode == "detach":
        if os.fork():
            return 0
        os.setsid()
    try:
        os.chdir(folder)
        os.execv(command[0], command)  # noqa: S606 - the command comes from the launcher, no shell is involved
    except OSError as error:
        sys.stderr.write(f"cannot run {command[0]} in {folder} as {identity}: {error}\n")
        return CANNOT_RUN


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
