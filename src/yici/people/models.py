"""The rows of people: users, firms they act for, organisations, places, roles, tokens, addresses, codes."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone

from yici.people.ids import new_id

_CODE = RegexValidator(r"^[0-9]{12}\Z", "twelve digits")


class UserManager(BaseUserManager["User"]):
    """What Django's own commands and the login library need in order to make users."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """This will save a user; without a password nobody can log in with one."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """This will save a member of staff who may do everything in Django's administration."""
        required = {"kind": User.Kind.STAFF, "is_staff": True, "is_superuser": True}
        return self.create_user(username, password, **{**fields, **required})


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Of a citizen it holds no name, number, phone or address in clear: those are in `sealed`."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen"
        STAFF = "staff"
        SYSTEM = "system"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    # The name at work of a member of staff or of a system; empty for citizens.
    display_name = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CITIZEN)
    language = models.CharField(max_length=16, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    # How sure it is that the account is the named person's (see `domain.assurance`), since when, and who checked.
    assurance = models.CharField(max_length=9, default="none", editable=False)
    assured_at = models.DateTimeField(null=True, editable=False)
    assured_by = models.CharField(max_length=64, blank=True, default="", editable=False)
    subject = models.UUIDField(null=True, editable=False)
    sealed = models.BinaryField(null=True, editable=False)
    # Messages that are not read yet, up to a hundred: in the head of every page, which reads the account anyway.
    unread = models.SmallIntegerField(default=0, db_default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The login library looks users up by UPPER(username): this serves it and keeps Li and LI one name.
            models.UniqueConstraint(Upper("username"), name="people_user_username_any_case"),
            models.CheckConstraint(
                condition=~models.Q(kind="citizen") | models.Q(display_name=""), name="people_user_citizen_unnamed"
            ),
            models.CheckConstraint(
                condition=models.Q(subject__isnull=True, sealed__isnull=True)
                | models.Q(subject__isnull=False, sealed__isnull=False),
                name="people_user_sealed_has_subject",
            ),
        ]


class Place(models.Model):
    """A province, city, county, township or village. A recoded one stays, with its end and its successor."""

    code = models.CharField(max_length=12, primary_key=True, db_collation="C", validators=[_CODE])
    name = models.CharField(max_length=64, db_collation="C")
    level = models.SmallIntegerField()
    # The loader checks every parent; a trigger for each of 665,271 rows would double its time.
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        db_constraint=False,
        db_index=False,
    )
    path = models.CharField(max_length=320)
    initials = models.CharField(max_length=64, blank=True, db_collation="C")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", db_index=False
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="people_place_level"),
            models.CheckConstraint(condition=models.Q(code__regex="^[1-9][0-9]{11}$"), name="people_place_code"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["parent", "code"], name="people_place_children"),
            models.Index(fields=["level", "name"], name="people_place_by_name"),
            models.Index(fields=["level", "initials"], name="people_place_by_initials"),
        ]


class Organisation(models.Model):
    """A body that acts: `agency` is the role code of the vocabulary, such as "market_regulation"."""

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=64)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    uscc = models.CharField(max_length=18, null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "place"], name="people_organisation_agency"),
            models.Index(fields=["place", "code"], name="people_organisation_place"),
        ]


class Role(models.Model):
    """One recorded authorisation. It is never deleted: its period ends. `item` empty means every item, `level` every
    level of government."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    item = models.CharField(max_length=64, null=True, blank=True)
    level = models.CharField(max_length=8, null=True, blank=True)
    role = models.CharField(max_length=32)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    granted_by = models.CharField(max_length=64)
    granted_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=64, null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="people_role_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "valid_from"], name="people_role_of_user"),
        ]

    def __str__(self) -> str:
        """Whose role which one is: what a row of it is called where rows are looked at."""
        return f"{self.user.username} · {self.role}"


class Firm(models.Model):
    """A firm that an identity provider says a person may act for, until it no longer says so. Name, credit code,
    representative and the person's part in it are sealed under the person's key; `blind` hashes the code, `firm` is
    read off it: one id for all who act for the firm, by which cases are the firm's."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    blind = models.BinaryField(max_length=32)
    firm = models.UUIDField(editable=False)
    subject = models.UUIDField()
    sealed = models.BinaryField()
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "blind"], name="people_firm_of_user"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["firm"], condition=models.Q(ended_at__isnull=True), name="people_firm_members"),
        ]


class Token(models.Model):
    """A key to the API. Of the secret only the public prefix and the SHA-256 digest are kept."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=32))
    prefix = models.CharField(max_length=24, unique=True, db_collation="C")
    digest = models.BinaryField(max_length=32)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    last_used = models.DateField(null=True, blank=True)


class DataRequest(models.Model):
    """What somebody asked about the data that is kept of them: `what` is "erasure". Open until an operator answered it
    with an `outcome` code; the record has both. No words: what is to be said is said to a person."""

    id = models.UUIDField(primary_key=True)
    user = models.UUIDField()
    what = models.TextField()
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "what"], condition=models.Q(closed_at__isnull=True), name="data_request_open_once"
            ),
        )
        indexes = (
            models.Index(fields=["at", "id"], condition=models.Q(closed_at__isnull=True), name="data_request_open"),
        )


class Contact(models.Model):
    """A phone, mail address or other address of somebody, sealed. `blind` finds it by equality; nothing is sent to it,
    but for the code that confirms it, before `verified_at`. Of that code only a keyed hash is kept, and `tries`."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    subject = models.UUIDField(editable=False)
    sealed = models.BinaryField(editable=False)
    blind = models.BinaryField(editable=False)
    verified_at = models.DateTimeField(null=True)
    code = models.BinaryField(null=True, editable=False)
    code_until = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    asked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "kind", "blind"], name="people_contact_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["blind"], condition=models.Q(verified_at__isnull=False), name="people_contact_found"),
        ]


class SignInCode(models.Model):
    """The one code that is open for an address, by a keyed hash of it, whether anybody has that address or not: whoever
    asks learns nothing. Of the code only a keyed hash is kept, and `tries`."""

    address = models.BinaryField(primary_key=True, max_length=32, editable=False)
    code = models.BinaryField(editable=False)
    until = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    asked_at = models.DateTimeField()


class Mandate(models.Model):
    """One mandate. `state` is the whole of it; every other column is for lists and look-ups.

    `label` is sealed under the principal's subject: names and the agent's number. `wanted` is the blind index of the
    number of whoever is to accept it. `until` is the first moment without it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    principal = models.UUIDField()
    subject = models.UUIDField()
    agent = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    wanted = models.BinaryField(null=True)
    firm = models.UUIDField(null=True)
    phase = models.CharField(max_length=8)
    since = models.DateTimeField()
    until = models.DateTimeField()
    label = models.BinaryField()
    seq = models.IntegerField()
    state = models.TextField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["principal", "-id"], name="people_mandate_principal"),
            models.Index(fields=["subject", "-id"], name="people_mandate_subject"),
            models.Index(fields=["agent", "-id"], name="people_mandate_agent"),
            models.Index(fields=["organisation", "-id"], name="people_mandate_organisation"),
            models.Index(fields=["firm", "-id"], condition=models.Q(firm__isnull=False), name="people_mandate_firm"),
            models.Index(fields=["wanted"], condition=models.Q(phase="offered"), name="people_mandate_wanted"),
        ]
