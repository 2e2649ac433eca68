"""One form for each thing that staff can do: it reads what was typed and makes the command of the domain."""

from yici.web.desk.forms.base import CommandForm
from yici.web.desk.forms.cards import AnswerCardForm, IssueCardForm
from yici.web.desk.forms.correction import CorrectForm
from yici.web.desk.forms.deciding import ConfirmRepairForm, DecideForm, RevokeForm, VerifyForm
from yici.web.desk.forms.delivering import DeliverForm, DeliverTogetherForm
from yici.web.desk.forms.extending import ExtendForm
from yici.web.desk.forms.hearing import HoldHearingForm, OfferHearingForm, RequestHearingForm, SetHearingForm
from yici.web.desk.forms.inspecting import MoveInspectionForm, PlanInspectionForm, RecordInspectionForm
from yici.web.desk.forms.interested import HearInterestedForm, TellInterestedForm
from yici.web.desk.forms.opinions import AskOpinionsForm, ConfirmNoticeForm, CorrectOpinionForm, GiveOpinionForm
from yici.web.desk.forms.receiving import (
    AcceptForm,
    DeclineForm,
    SupplyPaperForm,
    WithdrawCorrectionForm,
    WithdrawForm,
)
from yici.web.desk.forms.recusing import RecuseForm
from yici.web.desk.forms.replying import ReplyForm
from yici.web.desk.forms.supplying import SupplyCorrectionForm
from yici.web.desk.forms.suspending import ResumeForm, SuspendForm
from yici.web.desk.forms.together import TOGETHER
from yici.web.desk.forms.urging import UrgeForm

__all__ = ["FORMS", "CommandForm"]

_OWN: tuple[type[CommandForm], ...] = (
    AcceptForm,
    CorrectForm,
    DeclineForm,
    SupplyCorrectionForm,
    WithdrawCorrectionForm,
    SupplyPaperForm,
    PlanInspectionForm,
    MoveInspectionForm,
    RecordInspectionForm,
    SuspendForm,
    ResumeForm,
    ExtendForm,
    AskOpinionsForm,
    ConfirmNoticeForm,
    GiveOpinionForm,
    CorrectOpinionForm,
    OfferHearingForm,
    RequestHearingForm,
    SetHearingForm,
    HoldHearingForm,
    TellInterestedForm,
    HearInterestedForm,
    RecuseForm,
    DecideForm,
    DeliverForm,
    DeliverTogetherForm,
    VerifyForm,
    ConfirmRepairForm,
    RevokeForm,
    WithdrawForm,
    IssueCardForm,
    AnswerCardForm,
    ReplyForm,
    UrgeForm,
)
FORMS: dict[str, type[CommandForm]] = {form.code: form for form in (*_OWN, *TOGETHER)}
