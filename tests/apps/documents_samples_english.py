"""The same documents in English, texts included."""

from dataclasses import replace
from datetime import date

from tests.apps import documents_letters
from tests.apps.documents_answers import CERTIFICATE, EXTENSION, GRANT, HEARING, PREPARED, REFUSAL
from tests.apps.documents_samples import ACCEPTANCE, COMMITMENT, CORRECTION, NOT_ACCEPTED, NOTICE, RECEIPT
from yici.documents import (
    Approval,
    Defect,
    Document,
    Due,
    FieldGroup,
    LetterPart,
    NextStep,
    Office,
    PaperSpared,
    PaperToBring,
    ReceivedPaper,
    Visit,
)

HALL = Office(
    name="Sample City Government Service Centre",
    address="2nd floor, 1 Renmin Road, Sample City",
    phone="0000-12345",
    hours="working days 9:00–12:00, 13:30–17:00",
)
MARKET = "Market Regulation Bureau"
FOOD = "Food business licence"
FIRE = "Fire safety check of a public place (on commitment)"
FOOD_LAW = "Food Safety Law (食品安全法), Art. 35"
LICENSING_LAW = "Administrative Licensing Law, Arts. 42 and 82"
APPROVALS = (
    Approval(
        item="Registration of an individual business",
        body=MARKET,
        legal_limit="at once if complete; else 3 working days",
        promised_limit="at once",
        due=Due(day=date(2026, 3, 2)),
        basis="Regulation on the Registration of Market Entities, Art. 19",
    ),
    Approval(
        item=FOOD,
        body=MARKET,
        legal_limit="20 working days",
        promised_limit="10 working days",
        due=Due(day=date(2026, 3, 16)),
        basis=LICENSING_LAW,
    ),
    Approval(
        item=FIRE,
        body="Fire and Rescue Brigade",
        due=Due(day=date(2026, 3, 3)),
        basis="Fire Protection Law (消防法), Art. 15",
    ),
    Approval(
        item="Large outdoor advertisement (大型户外广告设置审批)",
        body="Urban Management Bureau",
        legal_limit="20 working days",
    ),
)
ENGLISH: dict[str, Document] = {
    "notice": replace(
        NOTICE,
        matter="Opening a restaurant",
        place="Sample City",
        office=HALL,
        lead="You fill in 48 fields, hand in 4 papers and come once.",
        fields=(
            FieldGroup(name="Operator", labels=("telephone", "postal address", "number of staff")),
            FieldGroup(name="Premises", labels=("name", "address", "floor area", "seats", "cold dishes or not")),
        ),
        bring=(
            PaperToBring(
                name="Rules that keep food safe: self-checks, staff health, goods received, accidents",
                form="original",
                copies=1,
                for_items=(FOOD,),
                met="hand in; a sample can be used as it is",
                why="shows that the rules exist",
                law=FOOD_LAW,
            ),
            PaperToBring(
                name="Layout of the main equipment and the order of work",
                form="original",
                copies=1,
                for_items=(FOOD, FIRE),
                met="may follow: bring it to the inspection",
                until=Due(day=date(2026, 3, 10)),
                why="shows that layout and order of work are sound",
                law=FOOD_LAW,
            ),
            PaperToBring(
                name="Fire safety commitment",
                form="original, signed",
                copies=2,
                for_items=(FIRE,),
                met="hand in, signed online",
                why="on commitment, complete papers are enough",
                law="Fire Protection Law, Art. 15",
            ),
            PaperToBring(name="Drawing of the advertisement", met="hand in", why="shows place, size and design"),
        ),
        spared=(
            PaperSpared(name="Business licence", reason="made by this procedure and passed on by the bureau"),
            PaperSpared(name="Identity card of the operator", reason="your electronic card, checked with the register"),
        ),
        approvals=APPROVALS,
        visits=(
            Visit(
                reason="One joint inspection by three departments; you or someone you send is present",
                place="your premises",
                day=date(2026, 3, 10),
            ),
        ),
        unknowns=("The city has not published a promised limit for large outdoor advertisements.",),
        remedies=("If this notice leaves a question open, call the number above or 12345.",),
    ),
    "receipt": replace(
        RECEIPT,
        matter="Opening a restaurant",
        office=HALL,
        channel="online",
        papers=(
            ReceivedPaper(name="Food safety rules", form="electronic", copies=1, how="uploaded"),
            ReceivedPaper(name="Layout of the main equipment", form="original", copies=1, how="at the window"),
        ),
        next_steps=(
            NextStep(
                what="The papers are checked; what is missing is said once",
                who="any-item window",
                due=Due(day=date(2026, 3, 24)),
            ),
            NextStep(
                what="Decision",
                who=MARKET,
                due=Due(day=date(2026, 4, 15), open_because="the inspection has no day yet"),
            ),
        ),
        verify="Open the address below and enter the query code: the page shows hash and signature of this record.",
    ),
    "correction": replace(
        CORRECTION,
        matter="Opening a restaurant",
        office=HALL,
        tell_basis="Administrative Licensing Law, Art. 32(4)",
        defects=(
            Defect(subject="Layout", correction="Mark the cold kitchen and the washbasin", item=FOOD, basis=FOOD_LAW),
        ),
        how_to_correct="Online, or at the window without a new ticket.",
        consequences=("When all is corrected, the office accepts the application.",),
        remedies=(),
    ),
    "acceptance": replace(
        ACCEPTANCE,
        matter="Opening a restaurant",
        office=HALL,
        accepted_because="The office named nothing to correct within 5 working days.",
        approvals=APPROVALS,
        basis=("Administrative Licensing Law, Art. 32(4) and (5)",),
        notes=(),
    ),
    "not_accepted": replace(
        NOT_ACCEPTED,
        matter="Dangerous chemicals licence",
        office=HALL,
        reasons=("The matter is not within the competence of this office.",),
        basis=("Administrative Licensing Law, Art. 32(2)",),
        competent_body=Office(name="Emergency Management Bureau", address="8 Jiefang Road, Sample City"),
        remedies=("You may apply for administrative reconsideration or bring an action.",),
    ),
    "extension": replace(
        EXTENSION,
        number="Sample [2026] No. 000031",
        case_number="Sample [2026] No. 000123",
        matter="Opening a restaurant · Food business licence",
        applicant="Wang Xiaoming",
        office=Office(name=MARKET, address="3 Heping Road, Sample City", phone="0000-54321"),
        added="10 working days",
        approver="Director Zhang San",
        note="The layout on site differs from the drawing and is compared once more.",
        basis=(LICENSING_LAW,),
    ),
    "prepared": replace(
        PREPARED,
        number="Sample [2026] No. 000031",
        case_number="Sample [2026] No. 000123",
        matter="Joint acceptance of a building",
        item="Fire acceptance",
        applicant="Wang Xiaoming",
        office=Office(name=MARKET, address="3 Heping Road, Sample City", phone="0000-54321"),
        joins=("Check against the plan", "Filing of the completion"),
        note="Exit signs are completed as drawn.",
        basis=("Measures of Sample City, Art. 6",),
    ),
    "certificate": replace(
        CERTIFICATE,
        title="Food business licence",
        holder="Wang Xiaoming",
        item="Food business licence",
        office=Office(name=MARKET, address="3 Heping Road, Sample City", phone="0000-54321"),
        case_number="Sample [2026] No. 000031",
        matter="Opening a restaurant",
        basis=(LICENSING_LAW,),
    ),
    "commitment": replace(
        COMMITMENT,
        number="Sample [2026] No. 000031",
        case_number="Sample [2026] No. 000123",
        matter="Opening a restaurant",
        item="Fire safety check before use",
        applicant="Wang Xiaoming",
        office=Office(name="Fire and rescue brigade", address="3 Heping Road, Sample City", phone="0000-54321"),
        told=("The premises must meet the technical standards.", "They are checked on site after the licence."),
        promised=("All that was told is known.", "The legal liability for an untrue commitment is accepted."),
        signed="On Tue 10 March 2026 the applicant read each point online and confirmed the commitment.",
        basis=("Fire Protection Law, Art. 15",),
    ),
    "letter": replace(
        HEARING,
        title="Notice of a hearing",
        lead="The hearing that you asked for takes place on Fri 20 March 2026.",
        number="Sample [2026] No. 000031",
        case_number="Sample [2026] No. 000123",
        matter="Opening a restaurant · Food business licence",
        applicant="Wang Xiaoming",
        office=Office(name=MARKET, address="3 Heping Road, Sample City", phone="0000-54321"),
        parts=(
            LetterPart(heading="When and where", lines=("Fri 20 March 2026", "9:00, 3 Heping Road, second floor")),
            LetterPart(heading="What you can do", lines=("You may give evidence and answer that of the office.",)),
        ),
        basis=(LICENSING_LAW,),
    ),
    "grant": replace(
        GRANT,
        matter="Opening a restaurant",
        item=FOOD,
        office=Office(name=MARKET, phone="0000-54321"),
        content="The licence to run a food business is granted: hot dishes, cold dishes.",
        grounds=("The papers are complete and in the form that the law asks for.",),
        basis=(FOOD_LAW,),
        conditions=("No raw seafood is served.",),
        delivery="The electronic licence can be used now; the paper one comes by post.",
    ),
    "refusal": replace(
        REFUSAL,
        matter="Opening a restaurant",
        item="Large outdoor advertisement",
        office=Office(name="Urban Management Bureau"),
        content="The advertisement is not approved.",
        grounds=("The place planned blocks the fire brigade’s access.",),
        basis=(),
        remedies=("You may apply for administrative reconsideration.", "You may bring an action."),
    ),
    **documents_letters.ENGLISH,
}
