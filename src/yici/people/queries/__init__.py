"""What may be asked about people: who may do what, who is who, and what lies where."""

from yici.ledger.values import ERASED
from yici.people.models import User
from yici.people.queries.accounts import (
    Bearer,
    Profile,
    RoleRow,
    TokenRow,
    authenticate_token,
    bearer_of,
    grants_of,
    profile_of,
    profile_read,
    profile_sealed,
    profiles_of,
    roles_of,
    same_person,
    tokens_of,
    user_named,
    usernames,
)
from yici.people.queries.organisations import (
    OrganisationRow,
    organisation,
    organisation_coded,
    organisation_for,
    organisations,
    organisations_at,
)
from yici.people.queries.places import PlaceRow, ancestors, children, find, place, places, upper_places
from yici.people.queries.scope import scope_filter

__all__ = [
    "ERASED",
    "Bearer",
    "OrganisationRow",
    "PlaceRow",
    "Profile",
    "RoleRow",
    "TokenRow",
    "User",
    "ancestors",
    "authenticate_token",
    "bearer_of",
    "children",
    "find",
    "grants_of",
    "organisation",
    "organisation_coded",
    "organisation_for",
    "organisations",
    "organisations_at",
    "place",
    "places",
    "profile_of",
    "profile_read",
    "profile_sealed",
    "profiles_of",
    "roles_of",
    "same_person",
    "scope_filter",
    "tokens_of",
    "upper_places",
    "user_named",
    "usernames",
]
