"""Files of a draft: taken from the catalogue, newly written, changed as text, uploaded, downloaded."""

import io
import zipfile
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from yici.catalogue.tree import MAX_BYTES
from yici.catalogue.working.base import CLOSED, text_of
from yici.catalogue.working.drafts import Draft, draft_change
from yici.domain.error import Conflict, Invalid, NotFound, Refused, YiciError
from yici.web import dates
from yici.web.desk.editor.label_words import KINDS, kind_of
from yici.web.desk.editor.newly import Asked, asked_of, drafted
from yici.web.desk.editor.opened import address, draft_for, file_for, file_of, told, whole_number
from yici.web.desk.editor.people import name_of
from yici.web.desk.who import Staff, editors_only
from yici.web.error_words import words_of

MOST_FOUND: Final = 60
MOST_UPLOAD: Final = 40
NO_FILE: Final = gettext_noop("没有选文件。")
NOT_TEXT: Final = gettext_noop("“%(name)s”不是 UTF-8 编码的文字，没有存。用编辑器另存为 UTF-8 再传。")
NOT_ZIP: Final = gettext_noop("“%(name)s”读不出来：压缩文件里只能是 .yaml，最多 200 个，每个最多 1 MB。")


def _who(staff: Staff) -> dict[str, Any]:
    return {"actor": staff.editing(), "grants": staff.grants, "place": staff.place, "now": staff.now}


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def draft_add(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will find a published definition to change, and put its file into the draft, or mark it to be taken out."""
    draft = draft_for(staff, draft_id)
    if request.method == "POST":
        return _taken(request, staff, draft)
    kind, query = request.GET.get("kind", "item"), " ".join(request.GET.get("q", "").split())[:60]
    found = _found(draft, kind if kind in KINDS else "item", query)
    context = {
        "staff": staff, "draft": draft, "kinds": [(one, kind_of(one)) for one in KINDS if one not in CLOSED],
        "kind": kind, "query": query, "found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND,
    }  # fmt: skip
    partial = request.headers.get("HX-Request") == "true"
    return render(request, f"yici/desk/editor/{'found' if partial else 'add'}.html", context)


def _found(draft: Draft, kind: str, query: str) -> list[dict[str, Any]]:
    wanted = query.casefold()
    told = []
    for read in draft.base.reads:
        name = _name(read.definition) or read.id
        words = f"{name} {read.id} {read.file} {' '.join(getattr(read.definition, 'aliases', ()))} {_held(read)}"
        if read.kind == kind and wanted in words.casefold():
            told.append({"path": read.file, "id": read.id, "name": name, "held": read.file in draft.files})
    return sorted(told, key=lambda one: (wanted not in one["name"].casefold(), one["name"]))


def _held(read: Any) -> str:
    """The words of a vocabulary, so that a file is found by what stands in it."""
    words = getattr(read.definition, read.kind, ())
    return " ".join(f"{one.id} {one.name}" for one in words) if isinstance(words, tuple) else ""


def _name(definition: Any) -> str:
    told = (dates.english() and getattr(definition, "name_en", None)) or getattr(definition, "name", "")
    return str(told or "")


def _taken(request: HttpRequest, staff: Staff, draft: Draft) -> HttpResponse:
    path = request.POST.get("path", "")
    read = draft.base.by_path().get(path)
    if read is None or read.kind in CLOSED:
        raise NotFound("working.no_file", remedy="choose one from the files of the draft")
    gone = request.POST.get("do") == "remove"
    if path not in draft.files or gone:
        draft_change(
            draft_id=draft.row.id, files={path: None if gone else text_of(read)}, seen={path: draft.step_of(path)},
            what="removed" if gone else "added", **_who(staff),
        )  # fmt: skip
    if gone:
        return HttpResponseRedirect(address("desk_draft_edit", draft))
    return HttpResponseRedirect(address("desk_draft_form", draft, path=path))


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def draft_new(request: HttpRequest, staff: Staff, draft_id: UUID, kind: str) -> HttpResponse:
    """This will ask about a new item, matter or place, and write its file, with what nobody knows named as unknown."""
    draft = draft_for(staff, draft_id)
    asked, fault = asked_of(kind, draft, request.POST), ("", "")
    if request.method == "POST" and not any(one.wrong for one in asked):
        try:
            files = drafted(kind, asked, draft)
            draft_change(
                draft_id=draft.row.id, files=files, seen=dict.fromkeys(files, 0), what="made", **_who(staff)
            )  # fmt: skip
        except (Invalid, Conflict, Refused) as refusal:
            fault = words_of(refusal)
        else:
            return HttpResponseRedirect(address("desk_draft_form", draft, path=next(iter(files))))
    return _new_shown(request, staff, draft, kind, asked, fault)


def _new_shown(
    request: HttpRequest, staff: Staff, draft: Draft, kind: str, asked: list[Asked], fault: tuple[str, str]
) -> HttpResponse:  # fmt: skip
    context = {
        "staff": staff, "draft": draft, "kind": kind, "kind_word": kind_of(kind), "asked": asked, "fault": fault,
        "wrong": [one for one in asked if one.wrong],
    }  # fmt: skip
    status = 422 if fault[0] or context["wrong"] else 200
    return render(request, "yici/desk/editor/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def draft_text(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will show a file as it is written, or keep it as it was changed."""
    draft = draft_for(staff, draft_id)
    file = file_for(draft, request)
    if request.method != "POST":
        return _text_shown(request, staff, draft, file.path, file.text)
    typed, fault = _text_sent(request)
    if not fault[0] and typed.replace("\n", "\r\n") == file.text:
        typed = file.text  # a browser sends no line ends of its own; nobody changed a thing
    seen, now = whole_number(request.POST.get("seen")), draft.step_of(file.path)
    if not fault[0] and seen != now and whole_number(request.POST.get("over")) != now:
        return _text_shown(request, staff, draft, file.path, typed, theirs=file.text, status=409)
    if not fault[0]:
        try:
            draft_change(draft_id=draft.row.id, files={file.path: typed}, seen={file.path: now}, what="text",
                         **_who(staff))  # fmt: skip
        except (Invalid, Refused) as refusal:
            fault = words_of(refusal)
        except Conflict:
            again = draft_for(staff, draft_id)
            return _text_shown(request, staff, again, file.path, typed, theirs=again.text(file.path), status=409)
        else:
            return HttpResponseRedirect(address("desk_draft_text", draft, path=file.path))
    return _text_shown(request, staff, draft, file.path, typed, fault=fault, status=422)


def _text_sent(request: HttpRequest) -> tuple[str, tuple[str, str]]:
    """The text that was typed, or of the file that was chosen."""
    chosen = request.FILES.get("file")
    typed = request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    if chosen is None:
        return typed, ("", "")
    if (chosen.size or 0) > MAX_BYTES:
        return typed, words_of(Invalid("working.text", most=MAX_BYTES))
    try:
        return chosen.read().decode(), ("", "")
    except UnicodeDecodeError:
        return typed, (gettext(NOT_TEXT) % {"name": (chosen.name or "")[:60]}, "")


def _text_shown(
    request: HttpRequest, staff: Staff, draft: Draft, path: str, text: str, *, theirs: str | None = None,
    fault: tuple[str, str] = ("", ""), status: int = 200,
) -> HttpResponse:  # fmt: skip
    file = file_of(draft, path)
    row = draft.files.get(path)
    own = told(draft, draft.judged().of(path), {})
    context = {
        "staff": staff, "draft": draft, "file": file, "text": text, "theirs": theirs, "fault": fault,
        "who": name_of(row.changed_by) if row and theirs is not None else "",
        "faults": [one for one in own if not one.warning], "warnings": [one for one in own if one.warning],
        "seen": whole_number(request.POST.get("seen")) if theirs is not None else draft.step_of(path),
        "over": draft.step_of(path), "lines": _numbered(text, {one.line: one for one in own}),
        "form": address("desk_draft_form", draft, path=path) if file.kind else "",
    }  # fmt: skip
    return render(request, "yici/desk/editor/text.html", context, status=status)


def _numbered(text: str, marked: dict[int, Any]) -> list[tuple[int, str, Any]]:
    """The lines around what is wrong, with their numbers."""
    lines = text.split("\n")
    near = {number for line in marked for number in range(line - 1, line + 2) if 0 < number <= len(lines)}
    return [(number, lines[number - 1][:200], marked.get(number)) for number in sorted(near)[:MOST_FOUND]]


@require_http_methods(["POST"])
@editors_only
def draft_upload(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will take files, or a zip of them, into a draft, each at its path."""
    draft = draft_for(staff, draft_id)
    try:
        files = _uploaded(request)
        draft_change(
            draft_id=draft_id, files=files, seen={path: whole_number(request.POST.get("step")) and draft.step_of(path)
                                                  for path in files}, what="upload", **_who(staff),
        )  # fmt: skip
    except YiciError as refusal:
        what, how = words_of(refusal)
        said = str(refusal.params.get("said", what))
        context = {"staff": staff, "draft": draft, "title": said, "remedy": how if said == what else ""}
        return render(request, "yici/desk/editor/refused.html", context, status=refusal.status)
    return HttpResponseRedirect(address("desk_draft_edit", draft))


def _uploaded(request: HttpRequest) -> dict[str, str]:
    folder = request.POST.get("folder", "items")
    files: dict[str, str] = {}
    for sent in request.FILES.getlist("files")[:MOST_UPLOAD]:
        name = (sent.name or "").rpartition("/")[2]
        if (sent.size or 0) > MAX_BYTES * 4:
            raise Invalid("working.text", most=MAX_BYTES)
        data = sent.read()
        if name.endswith(".zip"):
            files |= unzipped(data, name)
        else:
            files[f"{folder}/{name}"] = _decoded(data, name)
    if not files:
        raise Invalid("working.upload", said=gettext(NO_FILE))
    return files


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Invalid("working.upload", said=gettext(NOT_TEXT) % {"name": name[:60]}) from None


def unzipped(data: bytes, name: str) -> dict[str, str]:
    """This will read a zip of definition files; what says how large it is, is held to it. Raises Invalid."""
    files: dict[str, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            for info in held.infolist()[: MOST_ZIPPED + 1]:
                if info.is_dir():
                    continue
                if info.file_size > MAX_BYTES or len(files) >= MOST_ZIPPED or not info.filename.endswith(".yaml"):
                    raise Invalid("working.upload", said=gettext(NOT_ZIP) % {"name": name[:60]})
                with held.open(info) as opened:
                    read = opened.read(MAX_BYTES + 1)
                if len(read) > MAX_BYTES:
                    raise Invalid("working.upload", said=gettext(NOT_ZIP) % {"name": name[:60]})
                files[info.filename] = _decoded(read, info.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Invalid("working.upload", said=gettext(NOT_ZIP) % {"name": name[:60]}) from error
    return files


MOST_ZIPPED: Final = 200


@require_safe
@editors_only
def draft_zip(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will give the files of a draft as a zip, or with `all` the whole folder that `yici check` takes."""
    draft = draft_for(staff, draft_id)
    texts = {path: row.text for path, row in draft.files.items() if row.text is not None}
    whole = request.GET.get("all") == "1"
    if whole:
        texts = draft.whole()
    answer = HttpResponse(zipped(texts), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{"catalogue" if whole else "draft"}-{draft.row.id}.zip"'
    return answer


def zipped(texts: dict[str, str]) -> bytes:
    """This will put files into a zip; the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for path, text in sorted(texts.items()):
            made.writestr(zipfile.ZipInfo(path), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


@require_safe
@editors_only
def draft_file(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will give one file as it is written."""
    file = file_for(draft_for(staff, draft_id), request)
    answer = HttpResponse(file.text.encode(), content_type="application/yaml; charset=utf-8")
    name = file.path.rpartition("/")[2]
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_."))
    answer["Content-Disposition"] = f'attachment; filename="{plain or "file.yaml"}"'
    return answer
