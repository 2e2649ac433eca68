"""What each key of a definition means, beside its box: in English here, in Chinese as files and schemas say it."""

from yici.catalogue.key_words import KEYS, explained
from yici.web import dates
from yici.web.desk.editor.box_words import in_a_box

ANY: dict[str, str] = {
    "id": "id, unique in the catalogue, small letters or pinyin", "name": "its name, in Chinese",
    "name_en": "our own translation of the name, never official",
    "source": "which source says so: one of those listed in this file",
    "sources": "where each fact was read", "when": "a condition such as area > 50; empty if it always applies",
    "note": "a remark, such as a caveat of the source", "unit": "unit", "unit_en": "unit in English",
    "aliases": "other names, for searching and matching",
    "gaps": "what was looked for and not found, one in each box", "gaps_en": "the same in English, in the same order",
    "level": "reference: a source is enough; in_force: a basis is needed", "themes": "themes to be found under",
    "certifies": "which elements it proves", "licence": "id of a licence", "agency": "id of a kind of body",
    "item": "id of an item", "material": "id of a canonical paper; with its subject: identity_card.seller",
    "element": "id of an element, such as premises.area", "options": "the options, which a choice needs",
    "limit": "how long", "title": "title", "publisher": "who published it",
    "questions": "questions to the applicant; the answers decide what applies and what is handed in",
    "register": "which register knows it; account: the account does, self: only the person",
    "place": "12-digit code of a place", "article": "which article", "promised_limit": "limit that was promised",
}  # fmt: skip
OF: dict[str, dict[str, str]] = {
    "Item": {
        "name": "name of the item, in Chinese", "regime": "procedure of law, such as licensing",
        "audience": "who may apply: person, enterprise", "code": "its codes", "type": "such as 行政许可",
        "tier": "level of government", "handling": "instant, or within a promised limit", "basis": "articles of law",
        "legal_limit": "limit by law", "counted_from": "from acceptance or receipt; empty: as the procedure says",
        "extension": "by how much it may be extended, and who approves", "steps": "steps, in their order",
        "visits_alone": "visits to the office when handled alone", "fee": "fee",
        "validity": "how long the result holds, as the source words it", "term": "the same, to count with",
        "renewal": "how it is renewed; empty: as the procedure says", "delivery": "such as window, courier",
        "conditions": "conditions of acceptance, one in each box", "forms": "printed forms to fill in",
        "materials": "papers to hand in", "materials_complete": "no, where the source names only some papers",
        "needs": "licences that must be there before", "gives": "licences that come of it",
        "inspections": "visits to the premises", "opinions": "opinions of other departments",
        "signers": "who must sign besides whoever hands in, and the text that says so",
        "special_procedures": "procedures that stop the limit, such as a hearing",
        "commitment": "the commitment variant", "two_deciders": "text by which two must decide; empty without one",
        "technical": "text by which technical standards decide (Licensing Law Art. 12(4)); empty without one",
        "limited": "text that limits how many are granted (Art. 57): the first accepted is decided first",
        "reply_period": "within what corrections are handed in", "notes": "remarks for colleagues",
        "changes": "suspended, cancelled, split, merged", "agency": "id of the kind of body that decides",
        "protects": "what it guards (safety, ecology, security, health) and by which article: no consent by silence",
    },
    "Agency": {"protects": "what it guards, and by which article"},
    "Protected": {"kind": "what is guarded", "law": "which law"},
    "Source": {
        "id": "id of the source in this file, such as R07", "title": "such as the name of the law or guide",
        "kind": "only law counts as law", "date": "such as 2026-03-02", "address": "web address",
        "place": "where it speaks for one place only: its code", "place_name": "name of that place",
    },
    "Claim": {"value": "what this source says", "source": "which source says so"},
    "Fact": {"claims": "what sources say; contradictions are kept", "unknown": "where it was looked for in vain"},
    "Limit": {
        "amount": "how many", "unit": "in what it is counted; on the spot has 0",
        "ends": "whether its last day ends at 24:00 or when the office closes",
    },
    "Basis": {"law": "name of the law", "text": "what the article says"},
    "Term": {"kind": "so long, at most so long, or without end", "limit": "days, months or years; none without end"},
    "Renewal": {
        "before": "how long before the end to ask", "opens": "how early one may ask; empty where no source says",
        "missed": "what no decision by the end counts as",
    },
    "Extension": {"limit": "by how much", "approver": "who approves"},
    "Question": {
        "id": "id of the question, used in conditions", "name": "how it is asked", "type": "how it is answered",
        "why": "why it is asked", "why_en": "the same in English", "element": "the element that the answer fills",
        "licence": "asks whether this licence is there (yes or no only)", "at_least": "smallest number",
        "at_most": "largest number",
    },
    "Option": {"value": "what is kept, used in conditions", "name": "what is shown"},
    "Field": {
        "label": "what the form prints", "element": "the element that this box means",
        "mandatory": "whether it must be filled in; empty where the form does not say",
        "omit": "why it is not needed here",
    },
    "PrintedForm": {"name": "name of the form", "fields": "its boxes", "captures": "registers that it fills first"},
    "Deferral": {
        "limit": "within what it is handed in", "at_inspection": "handed in at the inspection",
        "missed": "what it counts as when it does not come",
    },
    "MaterialUse": {
        "printed": "the name that the source prints", "form": "original, copy, both, electronic", "copies": "how many",
        "required": "whether it is necessary", "basis": "by what it is asked for; needed where a place adds it",
        "deferral": "may come later", "by_commitment": "a commitment may stand for it",
        "review_points": "what to look at, one in each box",
        "review_points_en": "the same in English, in the same order",
        "keeps": "whether the body keeps its copies",
    },
    "Need": {"relax": "how it may lawfully be relaxed"},
    "Inspection": {
        "name": "what it is called", "points": "what is looked at, one in each box", "points_en": "the same in English",
        "officers": "at least so many people", "within": "within what they come",
        "joinable": "whether others may come along",
    },
    "Commitment": {
        "told": "what is told, one in each box", "told_en": "the same in English",
        "promised_limit": "limit on a commitment",
        "verification": "within what it is verified", "instead_of_inspection": "no visit before the decision",
    },
    "Signer": {
        "role": "whose signature it is, by the role of the form's fields", "basis": "the text that says so",
        "source": "where the text was read", "when": "only if this condition holds",
    },
    "Opinion": {
        "about": "what is asked", "about_en": "the same in English", "within": "within what they answer",
        "absence": "text by which silence is consent; empty without one; where it guards safety or health, a law",
        "back_issue": "within what a silent body gives its opinion all the same",
        "review": "yes: a lower body examines first (Licensing Law Art. 35)",
    },
    "SpecialProcedure": {"name": "what it is called", "cause": "which kind", "limit": "how long at most"},
    "Change": {"standing": "open, suspended, cancelled", "since": "from which day", "successors": "which items follow"},
    "Bundle": {
        "name": "what people call it", "items": "its items", "lead": "lead department",
        "joint_limit": "limit for all together, only where a decision orders it",
        "subjects": "roles that several people may fill", "records": "published figures before and after a reform",
        "intro": "one sentence", "intro_en": "the same in English",
    },
    "BundleItem": {"source": "which source names it"},
    "BeforeAfter": {"place_name": "where", "measure": "what is compared", "before": "before", "after": "after"},
    "Subject": {"role": "id of the role, such as seller", "count": "the question that asks how many"},
    "PlaceDefinition": {
        "code": "12-digit code", "name": "name of the place", "calendars": "empty: those of the place above",
        "agencies": "left the kind of body, right who it is here", "items": "how each item is handled here",
        "remind_after": "how often a step without a limit is called to mind",
        "warn_before": "working days before its end that the office is warned; empty: 1",
        "office_hours": "as 9:00-12:00 13:30-17:00; empty where no text says",
        "local_causes": "why a local promise may wait; the legal limit runs on",
    },
    "ProjectCourse": {
        "stages": "stages, in their order", "whole": "limit of the whole: working days in the hands of government",
        "measurements": "results that surveyors and testers hand in",
    },
    "Stage": {"bundles": "matters of this stage", "lead": "which department leads"},
    "Measurement": {"materials": "papers that this result stands for"},
    "LocalCause": {"id": "small letters, digits, underscores", "name": "what it is called", "source": "by whose rule"},
    "LocalItem": {
        "name": "name in the local list", "code": "local code", "body": "who handles it", "address": "where",
        "spares": "papers not asked for here", "adds": "papers asked for in addition, each with a basis",
        "handled_at": "level (town) or code of the place that handles it", "cross_region": "whose windows take it in",
    },
    "Regime": {
        "correction": "how defects are told", "decision": "limit where none is named", "extension": "extension",
        "delivery": "limit of delivery", "counted_from": "from acceptance or receipt",
        "outcomes": "outcomes, the positive one first", "stop_causes": "what stops the limit",
        "joint": "limit of joint handling", "joint_extension": "how that is extended", "remedies": "remedies",
        "renewal": "how it is renewed", "refusal_needs_reasons": "whether a refusal says why",
        "hearing": "periods of a hearing", "review": "limit of the lower body's examination",
        "assignment": "within what inspectors and testers are named",
    },
    "HearingRule": {
        "request": "within what a hearing may be asked for", "hold": "within what it is held",
        "notice": "how long before its day is told", "note": "doubts about counting",
    },
    "Correction": {
        "window": "within what defects are told", "missed": "what silence counts as", "reply": "within what to supply",
        "unanswered": "what it counts as when nothing comes",
    },
    "Element": {
        "id": "role.content, such as seller.name", "type": "what is filled in", "hint": "hint",
        "hint_en": "hint in English", "personal": "whether it is personal data",
    },
    "Material": {
        "id": "id; with a subject: id.role", "licence": "the licence that it is the paper of",
        "is_form": "a form: the merged form stands for it",
    },
    "Register": {
        "keys": "by what it is asked, the best first",
        "within": "left the role, right in whose record it stands",
    },
    "Theme": {"audience": "person or enterprise"},
    "Elements": {"elements": "the elements"}, "Materials": {"materials": "the papers"},
    "Licences": {"licences": "the licences"}, "Agencies": {"agencies": "the kinds of bodies"},
    "Registers": {"registers": "the registers"}, "Roles": {"roles": "the roles"}, "Themes": {"themes": "the themes"},
    "CalendarYear": {
        "id": "calendar and year, such as cn-2026", "year": "which year", "holidays": "days off",
        "workdays": "days worked in exchange", "source": "where it was read",
    },
    "Holiday": {"date": "which day", "name": "which holiday"}, "CalendarSource": {"kind": "kind of source"},
}  # fmt: skip


def help_of(type_name: str, key: str) -> str:
    """This will say what a key of a type means, in the language of the page."""
    if dates.english():
        return OF.get(type_name, {}).get(key) or ANY.get(key, "")
    return in_a_box(type_name, key, explained(type_name, key), anywhere=key not in KEYS.get(type_name, {}))
