"""Where a limit comes from: the article that gives it, the order of an inspector, or the platform itself."""

from django.utils.translation import gettext

from yici.domain.case import Deadline
from yici.domain.extension import AllowedExtension
from yici.domain.plan import PlannedApproval, Told
from yici.web.words import Names

PLATFORM = "platform"

LICENSING = "licensing"


def source_text(deadline: Deadline, planned: PlannedApproval | None, names: Names) -> str:
    """This will say where a limit comes from: a text with its article, or the platform itself."""
    if deadline.source == PLATFORM:
        return gettext("没有查到规定的期限，这是平台自己定的提醒")
    told: Told | None = None
    if planned is not None:
        told = {"promised": planned.promised, "legal": planned.legal}.get(deadline.name)
    if told is not None:
        return told_source(told, names)
    if deadline.name == "verification" and planned is not None:
        return verification_source(planned, names)
    if deadline.source in names.catalogue.regimes:
        return regime_source(deadline, names)
    return {"order": gettext("核查时定的日子"), "material": gettext("这份材料可以后补的规定")}.get(
        deadline.source, names.source(deadline.source)
    )


def told_source(told: Told | AllowedExtension, names: Names) -> str:
    """This will cite whose word a limit of the plan is; by the title that the plan keeps where the source is gone."""
    return names.source(told.source) if told.source in names.sources else told.source_title


def verification_source(planned: PlannedApproval, names: Names) -> str:
    """This will cite where it stands by when a commitment is checked."""
    item = names.catalogue.items.get(planned.item)
    commitment = item.commitment if item else None
    claims = commitment.verification.claims if commitment else ()
    return names.source(claims[0].source) if claims else names.of("regime", planned.regime)


def reply_source(planned: PlannedApproval, names: Names) -> str:
    """This will give the id of the text behind the applicant's period to correct: the item's own, or the regime's."""
    item, regime = names.catalogue.items.get(planned.item), names.catalogue.regimes.get(planned.regime)
    facts = (*((item.reply_period,) if item else ()), *((regime.correction.reply,) if regime else ()))
    return next((fact.claims[0].source for fact in facts if fact.claims), "")


def regime_source(deadline: Deadline, names: Names) -> str:
    """This will cite the article of the law that an item runs under, where it gives this limit."""
    regime = names.catalogue.regimes[deadline.source]
    if deadline.name == "resumption":
        return stop_source(deadline.source, names)
    facts = {
        "correction": regime.correction.window,
        "reply": regime.correction.reply,
        "delivery": regime.delivery,
        "legal": regime.decision,
    }
    fact = facts.get(deadline.name)
    claims = fact.claims if fact is not None else ()
    return names.source(claims[0].source) if claims else names.name(regime)


def stop_source(regime: str, names: Names) -> str:
    """This will cite what lets a cause of a regime stop the clock: of licences Art. 45, which lists them; of another
    regime its name, as no claim stands beside its causes."""
    if regime == LICENSING:
        return names.basis("行政许可法", "第四十五条")
    return names.of("regime", regime)
