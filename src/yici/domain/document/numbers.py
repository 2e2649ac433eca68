"""Numbers of documents (文书编号): who, which kind, which year, the how-manieth.

Written as official papers are numbered (GB/T 9704-2012, 7.2.5): mark of the body, the year whole and in hexagonal
brackets 〔〕, the serial in Arabic figures without leading zeros and without 第, then 号. The marks of bodies and kinds
(机关代字) are a site's own and come from no standard: where a site names none, the body's and the kind's names stand.
"""


def number_text(body: str, kind: str, year: int, serial: int) -> str:
    """This will write "示例局受理通知书〔2026〕12号" from the marks, or names, of body and kind."""
    return f"{body}{kind}〔{year}〕{serial}号"
