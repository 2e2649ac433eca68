"""The bodies, laws and approvals that the sample documents speak of."""

from datetime import date

from yici.documents import Approval, Due, Office

STATUS = "https://yici.example.gov.cn/status/"
HALL = Office(
    name="示例市政务服务中心",
    address="示例市人民路 1 号 2 楼综合窗口",
    phone="0000-12345",
    hours="工作日 9:00–12:00，13:30–17:00",
)
MARKET = "示例市市场监督管理局"
FOOD = "食品经营许可"
FIRE = "公众聚集场所消防安全检查（告知承诺）"
SHOP = "个体工商户设立登记"
SIGN = "大型户外广告设置审批"
FOOD_LAW = "食品安全法第三十五条"
LICENSING_LAW = "行政许可法第四十二条、第八十二条"
APPROVALS = (
    Approval(
        item=SHOP,
        body=MARKET,
        legal_limit="材料齐全的当场登记；否则 3 个工作日",
        promised_limit="当场",
        due=Due(day=date(2026, 3, 2)),
        basis="市场主体登记管理条例第十九条",
    ),
    Approval(
        item=FOOD,
        body=MARKET,
        legal_limit="20 个工作日",
        promised_limit="10 个工作日",
        due=Due(day=date(2026, 3, 16)),
        basis=LICENSING_LAW,
    ),
    Approval(item=FIRE, body="示例市消防救援大队", due=Due(day=date(2026, 3, 3)), basis="消防法第十五条"),
    Approval(item=SIGN, body="示例市城市管理局", legal_limit="20 个工作日"),
)
