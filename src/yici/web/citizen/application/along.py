"""What goes along with a message of the applicant: kept with the case as it comes, sent with the words.

What came for the next message stands under a name of that message, so that what was sent stays with what it was sent
with, and can be taken back only until then.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from yici.cases.messages import written_to
from yici.domain.case import Case
from yici.domain.error import NotFound
from yici.files.arriving import uploads_open
from yici.files.queries import files_held, files_of
from yici.files.services import file_remove
from yici.web.citizen.application.came import Unfinished, Uploaded, unfinished_of, uploaded
from yici.web.citizen.application.uploads import keep_uploads, take_back
from yici.web.message_lines import ASKED


@dataclass(frozen=True, slots=True)
class Along:
    """What came for the next message, as the field for files shows it."""

    id: str
    name: str
    files: tuple[Uploaded, ...]
    unfinished: tuple[Unfinished, ...]
    wrong: tuple[str, ...]


def next_message(case: Case) -> str:
    """This will give the name under which files of the applicant's next message are kept."""
    return f"{ASKED}{written_to('office', case) + 1}"


def along(case: Case, wrong: tuple[str, ...]) -> Along:
    """This will show what came for the next message."""
    material, holder = next_message(case), UUID(case.id)
    came = tuple(uploaded(file) for file in files_of(holder, (material,)))
    arriving = unfinished_of(uploads_open(holder, (material,)), material)
    return Along("p-along", gettext("随消息发的文件"), came, arriving, wrong)


def keep_along(request: HttpRequest, case: Case, now: datetime) -> tuple[str, ...]:
    """This will keep the files that a form brought, take back those it names, and say what was not kept and why."""
    material, holder = next_message(case), UUID(case.id)
    _take_back(request.POST.get("remove", ""), holder, material)
    take_back(request, holder)
    wrong = keep_uploads(request, holder=holder, subject=UUID(case.subject), materials=(material,), now=now)
    return wrong.get(material, ())


def digests(case: Case) -> tuple[str, ...]:
    """This will name what goes along with the next message."""
    return tuple(one.digest for one in files_held(UUID(case.id), (next_message(case),)))


def _take_back(named: str, holder: UUID, material: str) -> None:
    fresh = {str(one.id): one.id for one in files_held(holder, (material,))} if named else {}
    if named in fresh:
        try:
            file_remove(file_id=fresh[named], holder=holder)
        except NotFound:
            return
