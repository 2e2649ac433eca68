import time, resource
import pytest
from uuid import UUID
from tests.apps.case_scenes import *
from tests.apps.case_scenes import city, forgetful, submit, act, view, MONDAY, HOUR, DAY, at, grants_of_staff, staff, planned, application, applicant, new_subject
from tests.apps.ledger_samples import counted
from yici.people.ids import id_at
from yici.domain.case import *
from yici.cases import queries, services
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
def show(name, sent):
    print(f"\n== {name}: {len([s for s in sent if 'SAVEPOINT' not in s])}")
    for s in sent: print("   ", " ".join(s.split())[:110])
def test_m():
    with counted() as sent: one = submit(1)
    show("submit first", sent)
    with counted() as sent: submit(2)
    show("submit again", sent)
    with counted() as sent: act(one.case, Accept(), MONDAY+HOUR)
    show("accept", sent)
    with counted() as sent: act(one.case, Decide(item="individual-registration", grant=True, note="x"), MONDAY+DAY)
    show("decide", sent)
    with counted() as sent: view(one.case, MONDAY+DAY)
    show("view", sent)
    with counted() as sent: view(one.case, MONDAY+DAY, actor=applicant())
    show("own view", sent)
    with counted() as sent: queries.case_history(UUID(one.case.id))
    show("history", sent)
    n=150
    apps=[application(planned()) for _ in range(n)]
    import cProfile,pstats
    for label in ("submit","accept","decide"):
        t0=time.process_time(); w0=time.perf_counter()
        pr=cProfile.Profile() if False else None
        for i in range(n):
            if label=="submit":
                services.case_submit(case_id=id_at(8,1000+i), subject_id=new_subject(1000+i,"wang"), actor=applicant(), application=apps[i], now=MONDAY)
            elif label=="accept": act(id_at(8,1000+i), Accept(), MONDAY+HOUR)
            else: act(id_at(8,1000+i), Decide(item="individual-registration", grant=True), MONDAY+HOUR)
        print(label, "cpu ms (client)", (time.process_time()-t0)/n*1000, "wall ms", (time.perf_counter()-w0)/n*1000)
    pr=cProfile.Profile(); pr.enable()
    for i in range(n):
        services.case_submit(case_id=id_at(8,3000+i), subject_id=new_subject(3000+i,"wang"), actor=applicant(), application=apps[i], now=MONDAY)
    pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(18)
    pr=cProfile.Profile(); pr.enable()
    for i in range(n): act(id_at(8,3000+i), Accept(), MONDAY+HOUR)
    pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(18)
    with counted() as sent: rows=queries.desk(grants=grants_of_staff("market"), limit=10)
    show("desk 10", sent); print(len(rows))
    with counted() as sent: rows=queries.desk(grants=grants_of_staff("market"), limit=100)
    show("desk 100", sent); print(len(rows))
    with counted() as sent: rows=queries.cases_readable(grants=grants_of_staff("market"), limit=100)
    show("readable 100", sent); print(len(rows))
    with counted() as sent: rows=queries.cases_of(applicant=UUID(applicant().id), limit=100)
    show("of 100", sent); print(len(rows))
