"""The article behind the correction window of an approval: each regime has its own."""

from yici.domain.plan import PlannedApproval
from yici.web.words import Names


def correction_source(planned: PlannedApproval, names: Names) -> str:
    """This will cite the article behind the correction window of an approval."""
    regime = names.catalogue.regimes.get(planned.regime)
    claims = regime.correction.window.claims if regime else ()
    return names.source(claims[0].source) if claims else names.of("regime", planned.regime)
