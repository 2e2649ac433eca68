"""Who may open which page of a case of Wang's, by the name of its address. What is not named here fails the test."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

WAYS = re.compile(r"\((\w+)[^()]*(?:\([^()]*\)[^()]*)*\)")
PARAMETER, GROUP = re.compile(r"<\w+:(\w+)>"), re.compile(r"\(\?P<(\w+)>[^)]*\)")

ELSEWHERE = ("administration/", "api/v1/")
"""The administration and the API have enumerations of their own."""
EVERYBODY, THEIR_OWN, NOBODY = "everybody", "their own", "nobody"
"""Open to all; open to whoever is signed in, each seeing their own; there is no such page any more."""
WANG = frozenset({"wang"})
HANDLING = frozenset({"window", "market", "health", "lead", "supervisor"})
DESKS = HANDLING | {"fire2"}
SUPERVISORS = frozenset({"supervisor"})
EDITORS = SUPERVISORS | {"editor", "editor2"}
MATCHERS = SUPERVISORS | {"operator"}
PROJECTS = frozenset({"window", "supervisor"})
PUBLIC = (
    "home", "search", "display", "design", "place", "set_language", "catalogue", "local_list", "local_item", "item",
    "once_places", "once", "once_table", "guide_sources", "matter", "plan", "notice", "notice_pdf", "draft_begin",
    "status", "mine", "account_login", "account_logout", "account_signup", "account_inactive", "mfa_authenticate",
    "mfa_login_webauthn", "signed_in", "worker", "manifest", "offline", "device", "check", "check_document",
    "sign", "sign_file", "sign_asked", "sign_asked_file",
)  # fmt: skip
OWN = (
    "me", "my_data", "my_readings", "my_data_file", "device_on",
    "sessions", "usersessions_list", "account_set_password", "account_reauthenticate", "account_change_password",
    "mfa_index", "mfa_activate_totp", "replace_totp", "mfa_reauthenticate", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
    "messages", "messages_seen", "message_settings", "contact_new", "mandates", "mandate_new",
)  # fmt: skip
CLOSED = (
    "account_email", "account_email_verification_sent", "account_reset_password",
    "account_confirm_login_code", "account_confirm_email", "account_reset_password_from_key_done",
    "account_reset_password_from_key", "account_reset_password_done", None,
)  # fmt: skip
OF_A_CASE = (
    "case", "case_receipt", "receipt_pdf", "receipt_json", "case_correct", "case_supply", "case_withdraw", "case_rate",
    "case_hearing", "case_file", "case_uploads", "case_upload", "case_upload_finish", "case_upload_cancel",
    "case_document", "case_readings", "case_papers",
)  # fmt: skip
OF_A_DRAFT = (
    "draft_seen", "draft_choices", "draft_form", "draft_part", "draft_keep", "draft_papers", "draft_file",
    "draft_uploads", "draft_upload", "draft_upload_finish", "draft_upload_cancel", "draft_review",
    "draft_sign",
)  # fmt: skip
OF_A_PROJECT = ("project", "project_readings", "project_do")
AT_A_DESK = ("desk_case", "desk_person", "desk_do", "desk_draft", "desk_document", "desk_documents", "desk_file")
WAYS_IN = (
    "code_ask", "code_enter", "code_account", "real_name_start", "real_name_join", "real_name_back",
    "real_name_account", "face_start", "face_back",
)  # fmt: skip
"""Steps of signing in: open to all, each leading back to its beginning unless that was made."""
LIBRARYS = (
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup", "socialaccount_connections",
)  # fmt: skip
OF_A_WORKING_DRAFT = (
    "desk_draft_edit", "desk_draft_add", "desk_draft_new", "desk_draft_form", "desk_draft_text", "desk_draft_file",
    "desk_draft_upload", "desk_draft_zip", "desk_draft_words", "desk_draft_trial", "desk_draft_compare",
    "desk_draft_history",
)  # fmt: skip
ONES_OWN = (
    "desk_batch", "desk_batch_stop", "desk_confirm", "desk_visit", "desk_visit_uploads",
    "desk_visit_upload", "desk_visit_upload_finish", "desk_counter", "desk_counter_done", "desk_counter_refuse",
    "desk_taken",
    "desk_promise_slip", "desk_slip", "mandate_begin",
)  # fmt: skip
"""What one member of staff has begun, or one agent may begin: here nobody has, and a draft of Wang's own is no
window's."""
AUDIENCE: dict[str | None, Any] = {
    **dict.fromkeys(PUBLIC, EVERYBODY),
    **dict.fromkeys(OWN, THEIR_OWN),
    **dict.fromkeys(WAYS_IN, EVERYBODY),
    **dict.fromkeys(LIBRARYS, NOBODY),
    **dict.fromkeys(CLOSED, NOBODY),
    **dict.fromkeys(ONES_OWN, NOBODY),
    **dict.fromkeys(("desk_drafts", *OF_A_WORKING_DRAFT), EDITORS),
    **dict.fromkeys(("desk_window", "desk_window_person", "desk_window_matters"), frozenset({"window"})),
    **dict.fromkeys(("desk_due", "desk_due_file"), SUPERVISORS | {"window", "lead", "operator"}),
    **dict.fromkeys(
        (
            "desk_visit_record",
            "desk_bulk",
            "desk_bulk_do",
            "desk_visits",
            "desk_phone",
            "desk_visits_today",
            "desk_confirming",
            "desk_authority",
        ),
        DESKS,
    ),
    **dict.fromkeys(("desk_bundle", "desk_draft_sheet"), HANDLING),
    "draft_for": WANG,
    # Who handles a case may see what its applicant sees; to do anything there is the applicant's alone.
    **dict.fromkeys(OF_A_CASE, WANG | HANDLING),
    "case_withdraw": WANG,
    **dict.fromkeys(("case_messages", "case_readings"), WANG),
    **dict.fromkeys(("message", "contact", "mandate", "mandate_do"), WANG),
    **dict.fromkeys((*OF_A_DRAFT, *OF_A_PROJECT), WANG),
    "projects": WANG | {"chen"},
    **dict.fromkeys(AT_A_DESK, HANDLING),
    **dict.fromkeys(("desk_identity", "desk_mandates", "desk_signatures"), frozenset({"window"})),
    **dict.fromkeys(("desk", "desk_find"), DESKS),
    **dict.fromkeys(
        ("desk_catalogue", "desk_proposal", "desk_compare", "desk_templates", "desk_template_preview"), EDITORS
    ),
    **dict.fromkeys(("desk_matching", "desk_matching_at", "desk_match_decide", "desk_match_together"), MATCHERS),
    **dict.fromkeys(("desk_ratings", "desk_trials", "desk_trial"), SUPERVISORS),
    "desk_visits_worker": EVERYBODY,
    "desk_meetings": DESKS - {"window"},
    "desk_cards": SUPERVISORS | {"window", "market", "health", "lead", "fire2"},
    "desk_absences": SUPERVISORS | {"market", "health", "lead", "fire2"},
    **dict.fromkeys(("desk_projects", "desk_project", "desk_project_do"), PROJECTS),
}

NOT_THERE = "00000000-0001-7000-8000-000000000001"
CODES = {
    "bundle": "open-restaurant", "place": "330800000000", "code": "nothing", "item": "food-licence", "kind": "accepted",
    "name": "accept", "old": "1", "new": "1", "number": "1", "language": "zh-hans",
    "batch_id": NOT_THERE, "record_id": NOT_THERE, "visit_id": "visit-1", "pk": "1", "key": "a-b", "uidb36": "1",
}  # fmt: skip
"""What stands in an address beside ids."""
ONLY_SENT = frozenset({
    "desk_visit_record", "desk_bulk", "desk_bulk_do", "desk_window_person", "desk_window_matters", "desk_draft_upload",
    "code_account",
    "display", "place", "set_language", "draft_begin", "draft_seen", "draft_keep", "draft_uploads", "draft_upload",
    "draft_upload_finish", "draft_upload_cancel", "case_uploads", "case_upload", "case_upload_finish",
    "case_upload_cancel", "desk_match_decide", "desk_match_together", "desk_project_do", "project_do", "desk_find",
    "device", "device_on",
    "messages_seen", "contact_new", "draft_sign", "mandate_do",
})  # fmt: skip
"""Where a form goes to."""
NOT_YET = frozenset({
    "code_ask", "code_enter", "real_name_start", "real_name_join", "real_name_back", "real_name_account", "face_start",
    "face_back", "draft_for", "desk_draft_sheet", "desk_draft_new", "desk_draft_form", "desk_draft_text",
    "desk_draft_file", "desk_draft_words", "desk_draft_add", "desk_draft_trial",
    "local_list", "local_item", "once", "once_table", "case_correct", "case_supply", "case_rate", "case_hearing",
    "case_file", "case_document", "desk_file", "desk_document", "desk_documents",
    "desk_draft", "desk_proposal", "desk_person", "desk_do",
    "desk_matching", "desk_matching_at", "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp",
    "replace_totp", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate_webauthn",
    "account_reauthenticate", "mfa_login_webauthn", "desk_compare", "account_logout", "check_document",
    "desk_template_preview", "sign", "sign_file", "sign_asked", "sign_asked_file",
})  # fmt: skip
"""What opens at another stage of a matter, or with what only some have: other tests open it."""


@dataclass(frozen=True)
class Address:
    """One page: the name and the pattern of its address."""

    name: str | None
    pattern: str

    @property
    def opens(self) -> bool:
        """Whether it can be opened by whom it is for, as things stand in the test."""
        return self.name not in ONLY_SENT | NOT_YET

    def with_(self, values: dict[str, Any]) -> str:
        """This will be the address with values in it."""
        if self.name in OF_A_WORKING_DRAFT:
            values = values | {"draft_id": values["working_id"]}
        plain = PARAMETER.sub(lambda found: str(values[found[1]]), self.pattern)
        plain = GROUP.sub(lambda found: str(values[found[1]]), plain)
        return "/" + plain.replace("^", "").replace("$", "").replace(
            "(password/(reset|set)|email|confirm-email|login/code)", "email"
        )


def addresses() -> list[Address]:
    """This will give every page that there is."""
    return list(_within(get_resolver().url_patterns, ""))


def _within(patterns: Iterable[Any], before: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield Address(pattern.name, before + str(pattern.pattern))
        elif str(pattern.pattern) not in ELSEWHERE:
            yield from _within(pattern.url_patterns, before + str(pattern.pattern))
