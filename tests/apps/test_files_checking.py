"""What is kept of what comes in: pictures upright and bare, PDFs that only lie there, everything else told by name."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.apps.small_files import MAKER, PDF, PLACE, REMARK, bomb, drawn, jpeg, pdf, png
from yici.domain.error import Invalid
from yici.files import checking, media, pictures
from yici.files.checking import MOST_BYTES, MOST_TAKEN, check_head, checked

RED = (220, 0, 0)
Name = pikepdf.Name


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        checked(data)
    assert refusal.value.remedy
    return refusal.value.code


@pytest.mark.parametrize("data", [jpeg(), jpeg(turned=6), png()])
def test_a_picture_says_no_more_where_it_was_taken_with_what_and_what_was_remarked(data: bytes) -> None:
    assert PLACE in data
    kept = checked(data)
    for told in (PLACE, MAKER, REMARK, b"Exif", b"Photoshop", b"xmpmeta", b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
        assert told not in kept.data
        assert told not in (kept.preview or b"")
    assert not opened(kept.data).getexif()


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_is_turned_upright_however_the_phone_was_held(turned: int) -> None:
    upright = drawn(64, 48)
    back = {
        1: None, 2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_90",
        7: "TRANSVERSE", 8: "ROTATE_270",
    }[turned]  # fmt: skip
    held = upright.transpose(getattr(Image.Transpose, back)) if back else upright
    kept = opened(checked(jpeg(held, turned=turned)).data)
    assert kept.size == (64, 48)
    assert all(abs(a - b) < 40 for a, b in zip(kept.getpixel((5, 5)), RED, strict=True))
    assert all(one > 240 for corner in ((58, 5), (5, 42), (58, 42)) for one in kept.getpixel(corner))


def test_a_picture_keeps_its_kind_and_has_a_small_one_to_be_shown() -> None:
    for data, kind in ((jpeg(drawn(600, 400)), media.JPEG), (png(drawn(600, 400)), media.PNG)):
        kept = checked(data)
        assert (kept.media_type, kept.pages) == (kind, None)
        assert opened(kept.data).size == (600, 400)
        assert opened(kept.preview or b"").size == (240, 160)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "P", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_colours_come_out_readable(mode: str) -> None:
    out = BytesIO()
    white = Image.new("I;16", (40, 30), 65535) if mode == "I;16" else drawn(40, 30, "RGB").convert(mode)
    white.save(out, "JPEG" if mode == "CMYK" else "PNG")
    kept = opened(checked(out.getvalue()).data).convert("RGB")
    assert min(kept.getpixel((38, 28))) > 240


def test_what_is_transparent_is_white_as_paper_is() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(checked(out.getvalue()).data).getpixel((3, 3)) == (255, 255, 255)


def test_too_many_pixels_are_scaled_down_and_stay_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_KEPT", 40_000)
    monkeypatch.setattr(pictures, "_READABLE", 30_000)
    for data in (jpeg(drawn(600, 400)), png(drawn(600, 400))):
        kept = opened(checked(data).data)
        assert 25_000 < kept.width * kept.height <= 40_000
        assert abs(kept.width / kept.height - 1.5) < 0.02


def test_the_bounds_of_pixels_leave_a_sheet_readable() -> None:
    a4_at_200_dpi = round(210 / 25.4 * 200) * round(297 / 25.4 * 200)
    assert a4_at_200_dpi < pictures._SMALLER < pictures._READABLE < pictures.MOST_KEPT


def test_a_picture_that_would_be_too_large_is_kept_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    monkeypatch.setattr(pictures, "MOST_BYTES", 6_000)
    monkeypatch.setattr(pictures, "_SMALLER", 5_000)
    for data in (jpeg(noise), png(noise)):
        kept = checked(data)
        assert kept.media_type == media.JPEG
        assert len(kept.data) <= 6_000


@pytest.mark.parametrize("data", [bomb(), bomb(12_000, 12_000), bomb(6_500, 6_500)])
def test_a_bomb_is_refused_before_anything_of_it_is_decoded(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_decoded", lambda _: pytest.fail("decoded"))
    assert refused(data) == "file.too_many_pixels"


@pytest.mark.parametrize(
    "data",
    [
        jpeg()[:-200], png()[:80], bomb(2_000, 2_000), b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", PDF[:300],
        b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf(0),
    ],
)  # fmt: skip
def test_what_is_cut_off_is_damaged(data: bytes) -> None:
    assert refused(data) == "file.damaged"


def test_what_hangs_onto_a_picture_is_not_kept() -> None:
    page = b"<script>alert(1)</script>PK\x03\x04"
    for data in (jpeg() + page, png() + page, jpeg()[:2] + b"\xff\xfe\x00\x0b%PDF-1.7\n" + jpeg()[2:]):
        kept = checked(data).data
        assert b"script" not in kept
        assert b"%PDF" not in kept


def test_a_pdf_is_kept_byte_by_byte_and_its_pages_are_counted() -> None:
    for data, pages in ((PDF, 1), (pdf(3), 3), (PDF + b"\nhello", 1), (b"\xef\xbb\xbf\r\n" + PDF, 1)):
        assert checked(data) == checking.Checked(media.PDF, data, pages=pages)


def does(**action: Any) -> Any:
    return lambda made: setattr(made.Root, "OpenAction", pikepdf.Dictionary(**action))


def on_a_page(made: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.JavaScript, JS=pikepdf.String("x()")))
    made.pages[0].obj.Annots = pikepdf.Array([link])


def asks_forms_of_scripts(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"))


def carries(made: pikepdf.Pdf) -> None:
    made.attachments["invoice.xml"] = b"<invoice/>"


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(change=does(S=Name.JavaScript, JS="app.alert(1)")), "file.pdf_script"),
        (pdf(change=does(S=Name.JavaScript, JS="app.alert(1)"), **PACKED), "file.pdf_script"),
        (pdf(change=does(S=Name.Launch, F="calc.exe")), "file.pdf_script"),
        (pdf(change=on_a_page), "file.pdf_script"),
        (pdf(change=asks_forms_of_scripts), "file.pdf_script"),
        (pdf(change=carries), "file.pdf_attachment"),
        (pdf(change=carries, **PACKED), "file.pdf_attachment"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "file.pdf_locked"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "file.pdf_locked"),
        (PDF + b"PK\x03\x04" + b"x" * 2000, "file.two_in_one"),
        (b"PK\x03\x04" + PDF, "file.two_in_one"),
        (b"\n<html>" + PDF, "file.two_in_one"),
        (b"MZ" + PDF, "file.two_in_one"),
    ],
)
def test_a_pdf_that_does_more_than_lie_there_is_refused_by_name(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_name_that_hides_behind_its_numbers_is_found() -> None:
    plain = pdf(change=does(S=Name.JavaScript, JS="app.alert(1)"))
    hidden = plain.replace(b"/S /JavaScript", b"/S /Java#53cript").replace(b"/JS ", b"/#4AS ")
    assert b"/Java#53cript" in hidden
    assert refused(hidden) == "file.pdf_script"


def test_a_pdf_that_speaks_of_scripts_runs_none() -> None:
    told = pdf(change=lambda made: setattr(made.Root, "Note", pikepdf.String("(/JavaScript) /JS /Launch")))
    assert checked(told).pages == 1


def test_a_pdf_of_too_many_parts_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yici.files.pdfs.MOST_OBJECTS", 3)
    assert refused(PDF) == "file.pdf_too_complex"


@pytest.mark.parametrize(
    ("head", "size", "code"),
    [
        (b"", 0, "file.empty"),
        (b"MZ\x90", 10, "file.not_recognised"),
        (b"\0\0\0\x20ftypheic", 100, "file.heic"),
        (b"\0\0\0\x20ftypmif1", 100, "file.heic"),
        (PDF, MOST_BYTES + 1, "file.too_large"),
        (jpeg()[:40], MOST_TAKEN + 1, "file.picture_too_large"),
    ],
)
def test_the_first_bytes_and_the_size_are_enough_to_refuse(head: bytes, size: int, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_head(head, size)
    assert refusal.value.code == code
