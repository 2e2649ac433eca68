"""What lists and look-ups need of a case and of what is done in it, and the small state of each head and approval."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Left


class Case(models.Model):
    """One application. `state` is the head without its approvals; every other column is for lists and look-ups.

    `applicant` is the account that handed it in, `firm` the firm for which it did. `place` is the applicant's,
    `received_place` and `received_by` tell the window that took it in; `spread` when an approval is handled at another
    place than the applicant's.
    """

    id = models.UUIDField(primary_key=True)
    number = models.TextField(unique=True)
    bundle = models.TextField()
    place = models.CharField(max_length=12)
    plan = models.TextField()
    subject = models.UUIDField()
    applicant = models.UUIDField(null=True)
    firm = models.UUIDField(null=True)
    phase = models.TextField()
    duty = models.TextField(null=True)
    duty_item = models.TextField(null=True)
    seq = models.IntegerField()
    submitted_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    bounded = models.BooleanField(default=False)
    rating = models.SmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)
    rated_by_name = models.BooleanField(default=False, db_default=False)
    label = models.BinaryField()
    received_place = models.CharField(max_length=12, null=True)
    received_by = models.TextField(null=True)
    spread = models.BooleanField(default=False, db_default=False)
    state = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["applicant", "-id"], name="case_of_applicant"),
            models.Index(fields=["firm", "-id"], condition=models.Q(firm__isnull=False), name="case_of_firm"),
            models.Index(fields=["subject"], name="case_of_subject"),
            # Within a county in the order of lists; a range of places would have to be read whole and sorted.
            models.Index(Left("place", 6), models.F("id").desc(), name="case_of_county"),
            models.Index(fields=["id"], condition=models.Q(bounded=True), name="case_bounded"),
            models.Index(
                Left("received_place", 6),
                models.F("id").desc(),
                condition=models.Q(received_place__isnull=False),
                name="case_received",
            ),
            models.Index(fields=["-rated_at", "-id"], condition=models.Q(rating__gte=4), name="case_rated_bad"),
        )


class Approval(models.Model):
    """One approval of a case. `due` sorts desks: its earliest end, missed or ahead, the platform's reminder among them;
    far in the future while it waits for another approval and has none; `bounded` when that is only the earliest the end
    can be, because a calendar is not loaded. `tasks` says what is to be done next, as the domain has it.

    `place` is where it is handled; `outside` when that is another county than the case's place lies in; `received` the
    place of the window that took it in, where that does not serve the place that handles it.
    """

    number = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_constraint=False, related_name="approvals")
    item = models.TextField()
    place = models.CharField(max_length=12)
    agency = models.TextField()
    status = models.TextField()
    open = models.BooleanField()
    due = models.DateTimeField()
    bounded = models.BooleanField(default=False)
    tasks = ArrayField(models.TextField(), default=list)
    outside = models.BooleanField(default=False, db_default=False)
    received = models.CharField(max_length=12, null=True)
    state = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "item"], name="approval_of_case"),)
        indexes = (
            # In the order of desks: those of one body, and those of a hall with all bodies.
            models.Index(fields=["agency", "due", "number"], condition=models.Q(open=True), name="approval_desk"),
            # Figures by department are counted from this one alone.
            models.Index(
                fields=["due", "number"],
                include=["agency", "place", "item", "bounded", "tasks"],
                condition=models.Q(open=True),
                name="approval_hall",
            ),
            # What is handled elsewhere: found by the county that handles it, and by the window that took it in.
            models.Index(
                Left("place", 6), models.F("case").desc(), condition=models.Q(outside=True), name="approval_outside"
            ),
            models.Index(
                Left("received", 6),
                "due",
                "number",
                condition=models.Q(open=True, received__isnull=False),
                name="approval_received",
            ),
            models.Index(
                fields=["due", "number"], condition=models.Q(open=True, received__isnull=False), name="approval_sent_on"
            ),
        )


class Opinion(models.Model):
    """One department that was asked about an approval. `id` is the approval's number and the department; `due` sorts
    its desk, as in `Approval`; `open` while it still owes its opinion. What stands behind `absent_at` is the ledger of
    those whose silence counted as consent: it stays."""

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_constraint=False, related_name="opinions")
    number = models.TextField()
    item = models.TextField()
    place = models.CharField(max_length=12)
    agency = models.TextField()
    stance = models.TextField()
    open = models.BooleanField()
    due = models.DateTimeField()
    bounded = models.BooleanField()
    asked_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True)
    proof = models.TextField(null=True)
    law = models.TextField(null=True)
    article = models.TextField(null=True)
    absent_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    afterwards = models.TextField(null=True)

    class Meta:
        indexes = (
            # In the order of desks, of lists of cases, and of the ledger of absence.
            models.Index(fields=["agency", "due", "id"], condition=models.Q(open=True), name="opinion_desk"),
            models.Index(fields=["agency", "-case"], name="opinion_of_agency"),
            models.Index(
                fields=["-absent_at", "-id"], condition=models.Q(absent_at__isnull=False), name="opinion_absent"
            ),
        )


class Card(models.Model):
    """One supervision card of an approval: a line of its own, so that cards are listed without opening a case. `id` is
    the number of the approval and the name of the card in it; `agency` is the unit that answers, by `until`, `sender`
    who sent it by hand."""

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_constraint=False, related_name="cards")
    item = models.TextField()
    place = models.CharField(max_length=12)
    agency = models.TextField()
    colour = models.TextField()
    about = models.TextField()
    rule = models.SmallIntegerField()
    version = models.SmallIntegerField()
    issued_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    expected = models.DateField(null=True)
    sender = models.TextField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["sender", "-issued_at", "-id"], condition=models.Q(sender__isnull=False), name="card_of_sender"
            ),
            models.Index(fields=["-issued_at", "-id"], name="card_newest"),
            models.Index(fields=["-issued_at", "-id"], condition=models.Q(answered_at__isnull=True), name="card_open"),
            models.Index(fields=["agency", "-issued_at", "-id"], name="card_of_agency"),
        )


class Meeting(models.Model):
    """One department that is called to one meeting. `id` is the number of the case, the name of the meeting in it and
    the department; `open` until the meeting is held or called off, or the case is over."""

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_constraint=False, related_name="meetings")
    meeting = models.TextField()
    item = models.TextField()
    place = models.CharField(max_length=12)
    agency = models.TextField()
    about = models.TextField()
    at = models.DateTimeField()
    remote = models.BooleanField()
    answer = models.TextField()
    open = models.BooleanField()

    class Meta:
        indexes = (
            models.Index(fields=["agency", "at", "id"], condition=models.Q(open=True), name="meeting_desk"),
            models.Index(fields=["at", "id"], condition=models.Q(open=True), name="meeting_hall"),
        )
