"""Made-up applicants: numbers that check and belong to nobody, names that say so."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from yici.demo.people import Person

NO_COUNTY = "99"
"""No county has a code that begins like this, so that no real person has such an identity number."""
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "明华国平建文志伟芳秀英娟敏静丽强磊军洋勇艳杰涛超兰霞刚桂"
FIRST_BORN, DAYS = date(1946, 1, 1), 21_900
SHOPS = ("面馆", "小吃", "便利店", "书店", "饭店", "商行", "货运", "工作室")


@dataclass(frozen=True, slots=True)
class Applicant:
    """One made-up person and the name of what they open."""

    person: Person
    shop: str


def applicant(chance: Random) -> Applicant:
    """This will make up somebody."""
    born = FIRST_BORN + timedelta(days=chance.randrange(DAYS))
    plain = f"{NO_COUNTY}{chance.randrange(10**4):04d}{born:%Y%m%d}{chance.randrange(1000):03d}"
    name = f"{chance.choice(SURNAMES)}某{chance.choice(GIVEN)}"
    number = plain + str(ric.calc_check_digit(plain + "0"))
    # No operator gives out numbers that begin with 100.
    person = Person("made-up", name, id_number=number, phone=f"100{chance.randrange(10**8):08d}")
    return Applicant(person, f"{name[0]}记{chance.choice(SHOPS)}(演示)")
