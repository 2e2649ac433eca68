"""The sentences of each kind of document: its title first, then what is said before any table."""

from collections.abc import Mapping
from datetime import date
from functools import singledispatch

from yici.documents.certificates import Certificate
from yici.documents.kinds import (
    AcceptanceNotice,
    CorrectionNotice,
    Decision,
    ExtensionNotice,
    Letter,
    NotAcceptedNotice,
    OneTimeNotice,
    PreparedOpinion,
    SubmissionReceipt,
    SuspensionNotice,
)
from yici.documents.letters import AbsenceNotice, OpinionRequest
from yici.documents.promises import Commitment
from yici.documents.spelling import day_in_sentence, due_in_sentence, moment_in_sentence

Words = Mapping[str, str]


@singledispatch
def sentences(document: object, words: Words) -> dict[str, str]:
    """This will give the sentences of a document by the name that its template uses, `title` among them."""
    raise TypeError(f"no document: {type(document).__name__}")


@sentences.register
def _(document: OneTimeNotice, words: Words) -> dict[str, str]:
    return {
        "title": words["notice_title"],
        "promise": _promise(document, words),
        "spared": _spared(document, words),
        "fill": counted(words, "fill", document.fill_count) if document.fill_count else words["fill_none"],
        "visits": counted(words, "visits", len(document.visits)) if document.visits else words["visits_none"],
    }


def _promise(document: OneTimeNotice, words: Words) -> str:
    start = day_in_sentence(document.start, words["lang"])
    promised = document.promised
    if promised is None:
        return words["promise_none"].format(start=start)
    day = day_in_sentence(promised.day, words["lang"])
    key = "promise_open" if promised.open_because else "promise"
    return words[key].format(start=start, day=day, because=promised.open_because)


def _spared(document: OneTimeNotice, words: Words) -> str:
    counts = {"spared_fields": document.fill_spared, "spared_papers": document.papers_spared or len(document.spared)}
    spared = [counted(words, key, count) for key, count in counts.items() if count]
    return words["spared"].format(what=words["and"].join(spared)) if spared else ""


@sentences.register
def _(document: SubmissionReceipt, words: Words) -> dict[str, str]:
    moment = moment_in_sentence(document.received_at, words["lang"])
    return {
        "title": words["receipt_title"],
        "lead": counted(words, "receipt_lead", len(document.papers)).format(moment=moment),
    }


@sentences.register
def _(document: CorrectionNotice, words: Words) -> dict[str, str]:
    told = words["told"].format(
        tell_by=due_in_sentence(document.tell_by, words), made_on=day_in_sentence(document.made_on, words["lang"])
    )
    due = document.correct_by
    return {
        "title": words["correction_title"],
        "lead": counted(words, "correction_lead", len(document.defects)),
        "told": told,
        "correct_by": words["correct_by"].format(due=due_in_sentence(due, words)) if due else "",
    }


@sentences.register
def _(document: AcceptanceNotice, words: Words) -> dict[str, str]:
    accepted_on = day_in_sentence(document.accepted_on, words["lang"])
    return {
        "title": document.title or words["acceptance_title"],
        "lead": words["acceptance_lead"].format(accepted_on=accepted_on),
    }


@sentences.register
def _(document: NotAcceptedNotice, words: Words) -> dict[str, str]:
    received_on = day_in_sentence(document.received_on, words["lang"])
    return {
        "title": document.title or words["not_accepted_title"],
        "lead": words["not_accepted_lead"].format(received_on=received_on),
    }


@sentences.register
def _(document: SuspensionNotice, words: Words) -> dict[str, str]:
    return {
        "title": words["suspension_title"],
        "lead": words["suspension_lead"].format(cause=document.cause),
        "until": words["suspension_until"].format(due=due_in_sentence(document.until, words)),
    }


@sentences.register
def _(document: ExtensionNotice, words: Words) -> dict[str, str]:
    promised = document.promised
    return {
        "title": words["extension_title"],
        "lead": words["extension_lead"].format(added=document.added),
        "was": words["extension_was"].format(due=due_in_sentence(document.was, words)),
        "until": words["extension_until"].format(due=due_in_sentence(document.until, words)),
        "promised": words["extension_promised"].format(due=due_in_sentence(promised, words)) if promised else "",
    }


@sentences.register
def _(document: OpinionRequest, words: Words) -> dict[str, str]:
    return {"title": words["request_title"], "lead": words["request_lead"], "parallel": words["asked_parallel"]}


@sentences.register
def _(document: AbsenceNotice, words: Words) -> dict[str, str]:
    days = {
        name: day_in_sentence(getattr(document, name), words["lang"])
        for name in ("asked_on", "noticed_on", "absent_on")
    }
    told = {**days, "department": document.department, "proof": document.proof}
    return {
        "title": words["absence_title"],
        "lead": words["absence_lead"].format(**told),
        "course": words["absence_course"].format(**told),
        "owed": words["absence_owed"].format(due=due_in_sentence(document.until, words)),
        "liable": words["absence_liable"],
    }


@sentences.register
def _(document: PreparedOpinion, words: Words) -> dict[str, str]:
    return {
        "title": words["prepared_title"],
        "lead": words["prepared_lead"].format(item=document.item),
        "no_licence": words["prepared_no_licence"],
        "formal": words["prepared_formal"],
    }


@sentences.register
def _(document: Letter, words: Words) -> dict[str, str]:
    return {"title": document.title, "lead": document.lead}


@sentences.register
def _(document: Commitment, words: Words) -> dict[str, str]:
    return {"title": words["commitment_title"], "lead": words["commitment_lead"]}


@sentences.register
def _(document: Decision, words: Words) -> dict[str, str]:
    usual = words["granted_title" if document.granted else "refused_title"]
    return {"title": document.title or usual, "validity": _validity(document.valid_from, document.valid_until, words)}


@sentences.register
def _(document: Certificate, words: Words) -> dict[str, str]:
    days = _validity(document.valid_from, document.valid_until, words)
    told = words["certificate_lead"].format(holder=document.holder, item=document.item)
    long_term = words["valid_long"] if document.long_term else ""
    return {
        "title": document.title,
        "lead": told,
        "validity": f"{days}{words['sep']}{long_term}" if days and long_term else days or long_term,
    }


def _validity(start: date | None, end: date | None, words: Words) -> str:
    days = {name: day_in_sentence(day, words["lang"]) for name, day in (("start", start), ("end", end)) if day}
    key = {(True, True): "valid_between", (True, False): "valid_since", (False, True): "valid_until"}
    return words[key[bool(start), bool(end)]].format(**days) if days else ""


def counted(words: Mapping[str, str], key: str, count: int) -> str:
    """This will give the phrase `key` for that many things, with the number and the right plural."""
    singular = words.get(f"{key}_one") if count == 1 else None
    return singular or words[key].replace("{count}", str(count))
