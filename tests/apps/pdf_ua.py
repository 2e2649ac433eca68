"""Checks a PDF against the rules of PDF/UA-1 that a machine can decide, each named with its checkpoint of the
Matterhorn Protocol 1.1 and its clause of ISO 14289-1. Reads the file as it stands, whoever wrote it."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

STANDARD = {
    "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI", "/Index", "/NonStruct",
    "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR",
    "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link",
    "/Annot", "/Ruby", "/Warichu", "/RB", "/RT", "/RP", "/WT", "/WP", "/Figure", "/Formula", "/Form",
}  # fmt: skip
SHOWING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}
PARENTS = {
    "/LI": {"/L"}, "/LBody": {"/LI"}, "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TH": {"/TR"}, "/TD": {"/TR"},
    "/THead": {"/Table"}, "/TBody": {"/Table"}, "/TFoot": {"/Table"},
}  # fmt: skip


@dataclass
class Element:
    """One structure element: its standard type, its own entries, its parent and what is inside."""

    kind: str
    node: Any
    parent: "Element | None"
    kids: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    objects: list[Any] = field(default_factory=list)


def faults(data: bytes) -> list[str]:
    """This will list what breaks a rule, with the rule; empty for a file that breaks none of them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = list(elements(pdf))
        return [f"{rule}: {told}" for rule, check in RULES.items() for told in check(pdf, tree)]


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    root = pdf.Root.get("/StructTreeRoot")
    if root is not None:
        yield from walk(root.get("/K"), None, root, None)


def walk(node: Any, parent: Element | None, root: Any, page: Any) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from walk(kid, parent, root, page)
    elif isinstance(node, int) and parent is not None:
        parent.marks.append((page.objgen[0], int(node)))
    elif isinstance(node, pikepdf.Dictionary):
        page = node.get("/Pg", page)
        if node.get("/Type") == "/MCR" and parent is not None:
            parent.marks.append((page.objgen[0], int(node.MCID)))
        elif node.get("/Type") == "/OBJR" and parent is not None:
            parent.objects.append(node.Obj)
        elif "/S" in node:
            yield from one_element(node, parent, root, page)


def one_element(node: Any, parent: Element | None, root: Any, page: Any) -> Iterator[Element]:
    kind, roles = str(node.S), root.get("/RoleMap", {})
    while kind not in STANDARD and kind in roles:
        kind = str(roles[kind])
    made = Element(kind, node, parent)
    if parent is not None:
        parent.kids.append(made)
    yield made
    yield from walk(node.get("/K"), made, root, page)


def declared(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    told = pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""
    if not re.search(r"<pdfuaid:part>1<|pdfuaid:part=\"1\"", told):
        yield "no pdfuaid:part 1"


def titled(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    told = pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""
    if not re.search(r"<dc:title[^>]*>.*?<rdf:li[^>]*>[^<]+</rdf:li>", told, re.DOTALL):
        yield "no dc:title"
    if not bool(pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "the title is not shown"


def spoken(pdf: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(pdf.Root.get("/Lang", ""))):
        yield "the document has no language"
    for one in tree:
        if "/Lang" in one.node and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(one.node.Lang)):
            yield f"{one.kind} has a wrong language"


def marked(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    info = pdf.Root.get("/MarkInfo", {})
    if not bool(info.get("/Marked", False)) or bool(info.get("/Suspects", False)):
        yield "not marked"
    if "/StructTreeRoot" not in pdf.Root:
        yield "no structure"


def roles(pdf: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    yield from (f"{one.node.S} is no standard type" for one in tree if one.kind not in STANDARD)
    mapped = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    yield from (f"{name} is mapped anew" for name in mapped if name in STANDARD)


def nested(_: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    for one in tree:
        allowed = PARENTS.get(one.kind)
        if allowed and (one.parent is None or one.parent.kind not in allowed):
            yield f"{one.kind} inside of {one.parent and one.parent.kind}"


def headings(_: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    levels = [int(one.kind[2:]) for one in tree if re.fullmatch(r"/H\d", one.kind)]
    if not levels or levels[0] != 1:
        yield "the first heading is not of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"level {after} after level {before}"
    if any(one.kind == "/H" for one in tree):
        yield "H beside numbered headings"


def tables(_: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    for table in (one for one in tree if one.kind == "/Table"):
        rows = [row for row in inside(table) if row.kind == "/TR"]
        heads = [cell for row in rows for cell in row.kids if cell.kind == "/TH"]
        if not heads:
            yield "a table without a header"
        if any(scope_of(head.node) is None for head in heads):
            yield "a header without a scope"
        if len({sum(span_of(cell.node) for cell in row.kids) for row in rows}) > 1:
            yield "rows of different length"


def inside(one: Element) -> Iterator[Element]:
    for kid in one.kids:
        yield kid
        yield from inside(kid)


def attributes(node: Any) -> Iterator[Any]:
    found = node.get("/A")
    if found is not None:
        yield from (list(found) if isinstance(found, pikepdf.Array) else [found])


def scope_of(node: Any) -> Any:
    return next(
        (one.Scope for one in attributes(node) if isinstance(one, pikepdf.Dictionary) and "/Scope" in one), None
    )


def span_of(node: Any) -> int:
    spans = (one.ColSpan for one in attributes(node) if isinstance(one, pikepdf.Dictionary) and "/ColSpan" in one)
    return int(next(spans, 1))


def lists(_: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    for one in (one for one in tree if one.kind == "/L"):
        if not {kid.kind for kid in one.kids} <= {"/LI", "/Caption", "/L"}:
            yield "something else than items in a list"
        if any(not {"/LBody"} <= {kid.kind for kid in item.kids} for item in one.kids if item.kind == "/LI"):
            yield "an item without a body"


def figures(_: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    for one in tree:
        if (
            one.kind in ("/Figure", "/Formula")
            and not str(one.node.get("/Alt", one.node.get("/ActualText", ""))).strip()
        ):
            yield f"{one.kind} without a text"


def everything_tagged(pdf: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    known = {mark for one in tree for mark in one.marks}
    for page in pdf.pages:
        seen: set[int] = set()
        for number, artifact, operator in shown(page):
            if number is None and not artifact:
                yield f"{operator} outside of marked content"
            elif number is not None:
                seen.add(number)
        yield from (f"content {one} is in no element" for one in seen if (page.obj.objgen[0], one) not in known)
    marks = [mark for one in tree for mark in one.marks]
    if len(marks) != len(set(marks)):
        yield "content in two elements"


def shown(page: pikepdf.Page) -> Iterator[tuple[int | None, bool, str]]:
    """Each operator that shows something, with the content it stands in; nothing real may stand inside an artifact."""
    stack: list[tuple[int | None, bool]] = [(None, False)]
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            properties = instruction.operands[1] if len(instruction.operands) > 1 else {}
            own = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
            number = int(own) if own is not None else stack[-1][0]
            stack.append((number, stack[-1][1] or instruction.operands[0] == "/Artifact"))
        elif operator == "EMC":
            stack.pop()
        elif operator in SHOWING or operator == "INLINE IMAGE":
            yield (*stack[-1], operator)


def parents(pdf: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    numbers = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    at = {(page.obj.objgen[0]): page.obj.get("/StructParents") for page in pdf.pages}
    for one in tree:
        for page, mark in one.marks:
            listed = numbers.get(int(at[page])) if at[page] is not None else None
            if listed is None or mark >= len(listed) or listed[mark].objgen != one.node.objgen:
                yield f"{one.kind}: content {mark} does not lead back"
        for thing in one.objects:
            key = thing.get("/StructParent")
            if key is None or numbers[int(key)].objgen != one.node.objgen:
                yield f"{one.kind}: an object does not lead back"


def annotations(pdf: pikepdf.Pdf, tree: list[Element]) -> Iterator[str]:
    held = {thing.objgen: one.kind for one in tree for thing in one.objects}
    wanted = {"/Link": "/Link", "/Widget": "/Form"}
    for page in pdf.pages:
        found = list(page.obj.get("/Annots", []))
        if found and str(page.obj.get("/Tabs", "")) != "/S":
            yield "the order of tabs is not that of the structure"
        for one in found:
            kind = str(one.Subtype)
            if held.get(one.objgen) != wanted.get(kind, "/Annot"):
                yield f"{kind} is not in the structure"
            if not str(one.get("/Contents", one.get("/TU", ""))).strip():
                yield f"{kind} says nothing"


def forms(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    for one in pdf.Root.get("/AcroForm", {}).get("/Fields", []):
        if not str(one.get("/TU", "")).strip():
            yield "a field without a name"
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        yield "XFA"


def fonts(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    for page in pdf.pages:
        for name, font in page.resources.get("/Font", {}).items():
            inner = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()):
                yield f"{name} is not embedded"
            if "/ToUnicode" not in font:
                yield f"{name} has no characters"
            elif b"<0000>" in font.ToUnicode.read_bytes().split(b"endcodespacerange")[-1].split(b"> <")[-1]:
                yield f"{name} means nothing"


def security(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield "no reader may read it"


def scripts(pdf: pikepdf.Pdf, _: list[Element]) -> Iterator[str]:
    if "/JavaScript" in pdf.Root.get("/Names", {}) or ("/OpenAction" in pdf.Root and "/JS" in pdf.Root.OpenAction):
        yield "it runs something"


Check = Callable[[pikepdf.Pdf, list[Element]], Iterator[str]]
RULES: dict[str, Check] = {
    "01-005 everything is tagged or an artifact (7.1)": everything_tagged,
    "01-006/02 structure types are standard ones (7.1)": roles,
    "06-001/07-001 title, shown (7.1)": titled,
    "06-002 declared (5)": declared,
    "09-004 to 09-006 what stands in what (7.2)": nested,
    "11-001 to 11-006 language (7.2)": spoken,
    "13-004 alternative texts (7.3)": figures,
    "14-002/003/006 order of headings (7.4.2)": headings,
    "15-003/004/005 headers of tables (7.5)": tables,
    "16-001 lists (7.6)": lists,
    "26-002 security (7.16)": security,
    "28-002/004/009/010/011 annotations (7.18.1 to 7.18.5)": annotations,
    "28-005 names of fields (7.18.1)": forms,
    "29-001 scripts (7.19)": scripts,
    "31-009/027 fonts embedded, with characters (7.21.4, 7.21.7)": fonts,
    "00 marked, with a tree (7.1; ISO 32000-1, 14.7, 14.8)": marked,
    "00 the tree leads back (ISO 32000-1, 14.7.4.4)": parents,
}
