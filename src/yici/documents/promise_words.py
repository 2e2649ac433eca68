"""The fixed words of a signed commitment, as `words` has those of the other papers for applicants."""

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    "commitment_title": "告知承诺书",
    "commitment_lead": "行政机关把下列内容一次告知申请人；申请人自愿选择告知承诺方式，作出下列承诺。",
    "commitment_told": "行政机关告知的内容",
    "commitment_promised": "申请人的承诺",
    "commitment_signed": "承诺的时间和方式",
    "commitment_digest": "告知内容的摘要：{digest}",
}

ENGLISH: Mapping[str, str] = {
    "commitment_title": "Commitment",
    "commitment_lead": (
        "The authority told the applicant the following at once; the applicant chose of their own will to commit "
        "instead of proving, and promised what stands below."
    ),
    "commitment_told": "What the authority told",
    "commitment_promised": "What the applicant promised",
    "commitment_signed": "When and how it was signed",
    "commitment_digest": "Digest of what was told: {digest}",
}
