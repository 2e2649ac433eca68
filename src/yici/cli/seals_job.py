"""Sealing beside the worker: in a thread of its own, with the large libraries in a process that ends with the work.

Rows that wait are the queue. A document is leased, made, sealed and kept; whatever is killed on the way is done again
when the lease is over, and of two that sealed the same one is kept.
"""

import base64
import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from yici import parent
from yici.cases.licensing import shown
from yici.cases.queries import case_history, case_to_print
from yici.catalogue.queries import current
from yici.cli.aside import Aside
from yici.documents.queries import document_loaded, to_seal
from yici.documents.seal_store import Opened, bodies_sealing, seal_open
from yici.documents.services import SealedFile, document_seal, seals_claim
from yici.domain.document import Document
from yici.domain.error import YiciError
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.web.citizen.plan_page import names_for
from yici.web.papers import Papers, printing

_log = logging.getLogger(__name__)
BATCH: Final = 20
SLOWEST: Final = 60
"""Seconds after which whoever signs beside us is given up."""
Process = subprocess.Popen[str]


class Seals(Aside):
    """The thread that seals, if there is one."""

    name = "seals"

    def waits(self) -> bool:
        """This will say whether a document waits whose body has a seal."""
        return bool(to_seal(bodies_sealing(settings.YICI_SEALS), now=present()))

    def run(self) -> None:
        """This will seal all that waits."""
        seal_all(now=present())


def seal_all(*, now: datetime) -> int:
    """This will seal what waits and whose body has a seal, and say how many were sealed. What fails waits again."""
    bodies, done = bodies_sealing(settings.YICI_SEALS), 0
    if not to_seal(bodies, now=now):
        return done
    with _signing() as process:
        while claimed := seals_claim(bodies, now=now, limit=BATCH):
            done += sum(_sealed(one, process) for one in claimed)
    return done


@contextmanager
def _signing() -> Iterator[Process]:
    parent.lead()
    command = [sys.executable, "-m", "yici.documents.sealing"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=SLOWEST)


def _sealed(document_id: UUID, process: Process) -> bool:
    document = document_loaded(document_id)
    if document is None or document.sealing != "waiting":
        return False
    try:
        sealed = _signed(document, process)
        document_seal(document_id=document_id, sealed=sealed, now=present())
    except (YiciError, OSError, ValueError, subprocess.SubprocessError) as fault:
        _log.warning("document %s could not be sealed and waits: %s", document_id, fault)
        return False
    return True


def _signed(document: Document, process: Process) -> SealedFile:
    opened = seal_open(settings.YICI_SEALS, document.body, document.body_name)
    with translation.override(printing.CHINESE):
        made = printing.to_seal(papers_of(document), document)
    told = _asked(process, _job(document, made, opened))
    data = base64.b64decode(told["pdf"])
    return SealedFile(
        file=new_id(), data=data, certificate=told["certificate"], scheme=told["scheme"], template=made.template,
        demonstration=opened.held.demonstration, detached=detached(document.body, data),
    )  # fmt: skip


def papers_of(document: Document) -> Papers:
    """This will gather what a document is made of, for the job that seals it."""
    case_id, now = UUID(document.case), present()
    view = case_to_print(case_id, now)
    names = names_for(current(), view.plan)
    status = (settings.YICI_URL or f"http://{settings.ALLOWED_HOSTS[0]}") + reverse("status")
    return Papers(view, tuple(case_history(case_id)), names, status, tuple(shown(view.case, now)))


def _job(document: Document, made: printing.ToSeal, opened: Opened) -> dict[str, Any]:
    below = "演示" if opened.held.demonstration else "电子印章"
    place = {"page": made.place.page, "x": made.place.x, "y": made.place.y}
    return {
        "id": document.id, "pdf": base64.b64encode(made.data).decode(),
        "pkcs12": base64.b64encode(opened.data).decode(), "passphrase": opened.passphrase,
        "name": document.body_name, "below": below, "place": place, "at": present().isoformat(),
        "alt": f"{document.body_name}的电子印章（{below}），盖在{made.name}上", "timestamps": settings.YICI_TIMESTAMPS,
    }  # fmt: skip


def _asked(process: Process, job: dict[str, Any]) -> dict[str, str]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(job) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    told: dict[str, str] = json.loads(line) if line else {"fault": "the process that signs ended"}
    if "fault" in told:
        raise ValueError(told["fault"])
    return told


def detached(body: str, data: bytes) -> str:
    """This will ask the site's own provider, if there is one, for a signature beside the seal: SM2 over SM3.

    The libraries here know SM3 and no SM2, so the signature comes from the program of a licensed device: it gets the
    body's code as its argument and the SM3 digest in hexadecimal on its input, and prints the signature in hexadecimal.
    """
    if not settings.YICI_SM_PROGRAM:
        return ""
    digest = hashlib.new("sm3", data).hexdigest()
    done = subprocess.run(  # noqa: S603 - the operator's own program
        [settings.YICI_SM_PROGRAM, body], input=digest, capture_output=True, text=True, timeout=SLOWEST, check=True
    )
    return f"SM2-SM3:{bytes.fromhex(done.stdout.strip()).hex()}"
