"""Mail: an SMTP server through Django's own backend, or files in a folder that any mail program opens.

    url = "smtp://user:password@mail.example:587"     STARTTLS, unless ?tls=none
    url = "smtps://user:password@mail.example:465"    TLS from the first byte
    url = "file:outbox/mail"                          one file a message

SMTP knows no idempotency key: whoever dies between the server's answer and our note of it sends the mail again. Both
carry the same Message-ID, by which many servers and programs keep one. The note is made before QUIT is said, whose
answer may take seconds.
"""

import smtplib
from contextlib import suppress
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend as Smtp

from yici.notices.channels import Channel
from yici.notices.providers.folder import folder_of, write
from yici.notices.providers.provider import Letter, NotSent, Receipt

TIMEOUT: Final = 10
_FOR_GOOD: Final = range(500, 600)


class Mail:
    """Sends mail."""

    keyed = False

    def __init__(self, channel: Channel) -> None:
        self._from, self._backend = str(channel.options["from"]), _backend(channel)

    def send(self, letter: Letter) -> Receipt:
        """Hand one mail over. Raises `NotSent`, for good where the server refuses the address or the mail (5xx)."""
        mail = _mail(letter, self._from)
        mail.connection = self._backend
        try:
            # Opened here, so that sending does not close it: see `Receipt.farewell`.
            self._backend.open()
            mail.send()
        except Exception as error:
            self._leave()
            raise _not_sent(error) from error
        return Receipt(mail.extra_headers["Message-ID"], farewell=self._leave)

    def _leave(self) -> None:
        """Say QUIT; the server has what it was sent, whatever it says to that."""
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()


def _not_sent(error: Exception) -> Exception:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((code for code, _ in error.recipients.values()), 550)
        return NotSent(str(code), for_good=code in _FOR_GOOD)
    if isinstance(error, smtplib.SMTPResponseException):
        return NotSent(str(error.smtp_code), for_good=error.smtp_code in _FOR_GOOD and _of_mail(error))
    if isinstance(error, OSError | ValueError):
        return NotSent(type(error).__name__, for_good=isinstance(error, ValueError))
    return error


class MailFiles:
    """Writes mail to a folder, one file a message."""

    keyed = True

    def __init__(self, channel: Channel) -> None:
        self._from, self._folder = str(channel.options["from"]), folder_of(channel)

    def send(self, letter: Letter) -> Receipt:
        """Write one mail. Raises `NotSent` when the folder cannot be written."""
        write(self._folder, f"{letter.key}.eml", _mail(letter, self._from).message().as_bytes())
        return Receipt(letter.key, "delivered")


def _mail(letter: Letter, sender: str) -> EmailMessage:
    number = f"<{letter.key}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
    headers = {"Message-ID": number, "Auto-Submitted": "auto-generated", "Content-Language": letter.language}
    return EmailMessage(letter.title, letter.text, sender, [letter.address], headers=headers)


def _of_mail(error: smtplib.SMTPResponseException) -> bool:
    """A server that refuses us, not the mail, may be talked to: its password can be mended meanwhile."""
    return not isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError)


def _backend(channel: Channel) -> Smtp:
    told = urlsplit(channel.url)
    secure = channel.scheme == "smtps"
    plain = parse_qs(told.query).get("tls") == ["none"]
    settled: dict[str, Any] = {"use_ssl": secure, "use_tls": not secure and not plain, "timeout": TIMEOUT}
    port = told.port or (465 if secure else 587)
    return Smtp(told.hostname, port, unquote(told.username or ""), unquote(told.password or ""), **settled)
