"""What is wrong with a field or a file, in words that say what to do: every code of `intake.values` and of `files`."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from yici.domain.error import YiciError

FAULTS: dict[str, str] = {
    "form.missing": gettext_noop("这一项要填。"),
    "form.clash": gettext_noop("两台设备填得不一样，选一个。"),
    "form.surplus": gettext_noop("这一项不用填，可以删掉。"),
    "form.not_an_option": gettext_noop("没有“%(given)s”这个选项，从列出的里面选。"),
    "form.too_long": gettext_noop("太长了，写到 %(most)s 个字以内。"),
    "form.not_whole": gettext_noop("写一个整数，比如 3；不带单位。"),
    "form.not_a_number": gettext_noop("写一个数字，比如 86.5；不带单位。"),
    "form.not_a_date": gettext_noop("写成年-月-日，比如 2026-03-16。"),
    "form.not_yes_or_no": gettext_noop("从“是”和“否”里选一个。"),
    "form.not_a_phone": gettext_noop("写电话号码，只要数字，比如 13800000000 或 0570-1234567。"),
    "form.not_an_email": gettext_noop("写完整的邮箱地址，比如 name@example.cn。"),
    "form.not_a_postcode": gettext_noop("邮政编码是 6 位数字。"),
    "form.not_a_url": gettext_noop("写完整的网址，以 http:// 或 https:// 开头。"),
    "form.not_an_id_number": gettext_noop("身份证号码对不上：照着证件再看一遍，共 18 位，最后一位可能是 X。"),
    "form.not_a_uscc": gettext_noop("统一社会信用代码对不上：照着营业执照再看一遍，共 18 位。"),
    "file.empty": gettext_noop("这个文件是空的，重新选一次。"),
    "file.too_large": gettext_noop("这个文件超过 5 MB：拍小一点，或者分成几个文件。"),
    "file.picture_too_large": gettext_noop("这张照片超过 20 MB：用平常的大小拍，或者截一张图交。"),
    "file.heic": gettext_noop(
        "这是 HEIC 格式的照片，很多电脑打不开：在 iPhone 的“设置—相机—格式”里选“兼容性最佳”再拍，或者截一张图交。"
    ),
    "file.damaged": gettext_noop(
        "这个文件打不开，可能没有存完整：自己先打开看看，能打开就另存一份再交，打不开就重新拍。"
    ),
    "file.too_many_pixels": gettext_noop("这张图的像素太多：用平常的大小拍，或者用 300 dpi 扫描。"),
    "file.two_in_one": gettext_noop("这个 PDF 里还藏着别的文件：打开它，用“打印成 PDF”另存一份再交。"),
    "file.pdf_locked": gettext_noop("这个 PDF 加了密码或者限制：去掉密码和限制，另存一份再交。"),
    "file.pdf_script": gettext_noop("这个 PDF 里有会自己运行的内容：打开它，用“打印成 PDF”另存一份再交。"),
    "file.pdf_attachment": gettext_noop("这个 PDF 里夹带了附件：附件单独上传，PDF 用“打印成 PDF”另存一份再交。"),
    "file.pdf_too_complex": gettext_noop("这个 PDF 太复杂，检查不完：打开它，用“打印成 PDF”另存一份再交。"),
    "upload.too_many": gettext_noop("同时传的文件太多：等前面的传完，或者取消一个。"),
    "upload.unknown": gettext_noop("这次上传已经没有了：再选一次文件。"),
    "file.too_much_at_once": gettext_noop("一次选得太多了，放不下：分几次上传，每次合计 24 MB 以内。"),
    "file.not_recognised": gettext_noop("认不出这个文件：请交 PDF、JPG 或者 PNG。"),
    "file.too_many": gettext_noop("一份材料最多 10 个文件：把几页合成一个 PDF，或者先删掉一个。"),
    "sign.missing": gettext_noop("按承诺办要先读完、勾选；不想承诺，可以改走一般程序。"),
    "correction.paper_missing": gettext_noop("这一份要上传。"),
    "correction.field_missing": gettext_noop("这一项要填。"),
}


def fault_text(code: str, params: Mapping[str, str] | None = None) -> str:
    """This will put a fault into words; a code without words shows as itself, which a test forbids."""
    return gettext(FAULTS[code]) % (params or {}) if code in FAULTS else code


def about(name: str, text: str) -> str:
    """This will say what is wrong with which thing."""
    return gettext("%(name)s：%(text)s") % {"name": name, "text": text}


def refusal_text(error: YiciError) -> str:
    """This will put the refusal of a file into words."""
    return fault_text(error.code, {key: str(value) for key, value in error.params.items()})
