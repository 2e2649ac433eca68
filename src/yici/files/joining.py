"""Several PDF files printed in one go: one after another, in one file. It is for paper: what is sealed or tagged holds
in the file of its own, not in here."""

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO

import pikepdf


def joined(files: Iterable[bytes], title: str) -> bytes:
    """This will put the pages of some PDF files after each other in one."""
    whole, made = pikepdf.new(), BytesIO()
    with ExitStack() as opened:
        for data in files:
            whole.pages.extend(opened.enter_context(pikepdf.open(BytesIO(data))).pages)
        whole.docinfo["/Title"] = title
        # The files must stay open until what was taken from them is written.
        whole.save(made)
    return made.getvalue()
