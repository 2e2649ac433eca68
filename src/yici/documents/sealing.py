"""`python -m yici.documents.sealing`: sets seals, in a process of its own that ends when nothing is left to seal.

It reads one job a line (JSON) and answers one line each. The libraries that it needs are large; no server and no worker
holds them. 1. tag the place of the seal (ISO 14289-1, 7.18.4: a form field stands in the structure); 2. draw the seal;
3. sign after PAdES (ETSI EN 319 142-1) B-B, or B-T with a time stamp, certifying that nothing may be changed.
"""

import base64
import hashlib
import io
import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pikepdf
import typst
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle

from yici.documents.fonts import typefaces
from yici.documents.templates_of import SHIPPED

FIELD: Final = "Seal"
HALF: Final = 21 / 25.4 * 72
"""Points from the middle of a seal to its edge."""
_PRINTED: Final = 4


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal and leaves what the document says of itself as it was written: it names title, language, standards
    and the day of the document, and two of its places must agree (ISO 19005-2, 6.6.3)."""

    def _update_meta(self) -> None:
        """Leave it."""


class _Signer(signers.PdfSigner):
    """Signs as of the moment it is told, which in a demonstration is not the clock's."""

    moment: datetime | None = None

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        """Begin to sign."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment or session.system_time
        return session


def sealed(job: dict[str, Any]) -> dict[str, Any]:
    """This will seal one document: `pdf`, `pkcs12` (base64), `passphrase`, `name`, `below`, `alt`, `at`, `timestamps`
    (an address, or empty) and `place`: the page from 1, x and y from its upper left corner in points."""
    pdf = _prepared(base64.b64decode(job["pdf"]), job)
    signer = signers.SimpleSigner.load_pkcs12_data(base64.b64decode(job["pkcs12"]), [], job["passphrase"].encode())
    stamper = timestamps.HTTPTimeStamper(job["timestamps"], timeout=20) if job["timestamps"] else None
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=job["name"], certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        drawing = Path(folder) / "seal.pdf"
        drawing.write_bytes(_drawn(job["name"], job["below"]))
        writer = _Signer(meta, signer, timestamper=stamper, stamp_style=_style(str(drawing)))
        writer.moment = datetime.fromisoformat(job["at"])
        done = writer.sign_pdf(_Writer(io.BytesIO(pdf)), existing_fields_only=True)
    certificate = hashlib.sha256(signer.signing_cert.dump()).hexdigest()
    scheme = "PAdES-B-T" if stamper else "PAdES-B-B"
    return {"pdf": base64.b64encode(done.getvalue()).decode(), "certificate": certificate, "scheme": scheme}


def _style(drawing: str) -> StaticStampStyle:
    edge = layout.Margins(0, 0, 0, 0)
    middle = layout.AxisAlignment.ALIGN_MID
    rule = layout.SimpleBoxLayoutRule(x_align=middle, y_align=middle, margins=edge)
    return StaticStampStyle.from_pdf_file(drawing, border_width=0, background_layout=rule, background_opacity=1.0)


def _drawn(name: str, below: str) -> bytes:
    told = json.dumps({"name": name, "below": below})
    faces = typefaces()
    return bytes(
        typst.compile(
            SHIPPED / "seal.typ", root=SHIPPED, font_paths=faces.fonts, ignore_system_fonts=True, format="pdf",
            sys_inputs={"data": told}, pdf_tags=False,
        )
    )  # fmt: skip


def _prepared(data: bytes, job: dict[str, Any]) -> bytes:
    """Lay an empty field for the seal into the document, named for people who do not see it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[job["place"]["page"] - 1]
        x, y = job["place"]["x"], float(page.mediabox[3]) - job["place"]["y"]
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T=FIELD, TU=job["alt"],
                F=_PRINTED, P=page.obj, Rect=[x - HALF, y - HALF, x + HALF, y + HALF], Contents=job["alt"],
            )
        )  # fmt: skip
        page.obj.Annots = pikepdf.Array([*page.obj.get("/Annots", []), widget])
        page.obj.Tabs = pikepdf.Name.S
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[widget])
        _tagged(pdf, page.obj, widget, job["alt"])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _tagged(pdf: pikepdf.Pdf, page: pikepdf.Object, widget: pikepdf.Object, alt: str) -> None:
    root = pdf.Root.StructTreeRoot
    top = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
    entry = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.Form, P=top, Pg=page, Alt=alt,
            K=pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=widget, Pg=page),
        )
    )  # fmt: skip
    kids = list(top.K) if isinstance(top.K, pikepdf.Array) else [top.K]
    top.K = pikepdf.Array([*kids, entry])
    tree = pikepdf.NumberTree(root.ParentTree)
    key = max([*tree.keys(), -1]) + 1
    tree[key] = entry
    root.ParentTreeNextKey = key + 1
    widget.StructParent = key


def main() -> None:
    """This will seal what it is asked to, until its input ends. What fails says so and stops nothing."""
    for line in sys.stdin:
        job = json.loads(line)
        try:
            told = sealed(job)
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one document, the others are sealed
            told = {"fault": f"{type(fault).__name__}: {fault}"[:500]}
        sys.stdout.write(json.dumps({"id": job["id"], **told}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
