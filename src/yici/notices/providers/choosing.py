"""Which provider a channel has: by its name and the scheme of its address."""

from yici.notices.channels import Channel
from yici.notices.providers.apprised import Apprised
from yici.notices.providers.folder import Folder
from yici.notices.providers.gateway import Gateway
from yici.notices.providers.mail import Mail, MailFiles
from yici.notices.providers.provider import Provider


def provider_of(channel: Channel) -> Provider:
    """This will give what carries a channel's messages. A further provider is named here."""
    if channel.name == "mail":
        return MailFiles(channel) if channel.scheme == "file" else Mail(channel)
    if channel.scheme == "file":
        return Folder(channel)
    if channel.name == "sms" and channel.scheme in ("http", "https"):
        return Gateway(channel)
    return Apprised(channel)
