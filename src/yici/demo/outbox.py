"""Where the demonstration's mail and SMS go: files in its own home, which whoever looks around can open."""

import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

from yici.demo.accounts import Accounts
from yici.demo.people import CITIZENS
from yici.notices import channels
from yici.people.contacts import contact_add, contact_confirm
from yici.people.ids import new_id
from yici.people.queries.contacts import contacts_of

TEXT: Final = """\
# 演示：短信、邮件写成文件，不真的发出去。 The demonstration writes SMS and mail to files.
[sms]
url = "file:outbox/sms"
[mail]
url = "file:outbox/mail"
from = "一次(演示) <no-reply@yici.example>"
[quiet]
begins = "00:00"
ends = "00:00"
"""


def prepare_outbox(path: Path) -> None:
    """This will set up channels that write files, where nobody has set up others."""
    if not path.exists() and not any(f"YICI_{name.upper()}" in os.environ for name in channels.CONTACTS):
        path.write_text(TEXT, "utf-8")


def confirm_phones(accounts: Accounts, *, now: datetime) -> None:
    """This will give the demonstration's citizens the phones that their profiles name, confirmed; once."""
    for person in CITIZENS:
        user = accounts.users[person.username]
        if not contacts_of(user):
            code = secrets.token_hex(4)
            kept = contact_add(
                contact_id=new_id(), user_id=user, kind="phone", value=person.phone, code=code, now=now
            )  # fmt: skip
            contact_confirm(contact_id=kept.id, user_id=user, code=code, now=now)
