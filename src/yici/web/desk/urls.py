"""Addresses of the desk."""

from django.urls import path

from yici.web import signing
from yici.web.desk import (
    absent,
    authority,
    bulk,
    command_views,
    conferring,
    due,
    mandates,
    matching,
    projects,
    templates_page,
    trials,
    views,
    watching,
)
from yici.web.desk.bundle import views as bundle
from yici.web.desk.catalogue import views as catalogue
from yici.web.desk.editor import beside_views, file_views, form_views
from yici.web.desk.editor import views as editor
from yici.web.desk.onsite import confirming, sending, taking_along, week, worker
from yici.web.desk.window import start, taken
from yici.web.desk.window import views as window

UPLOADS = "desk/visits/<uuid:case_id>/<slug:visit_id>/uploads"

urlpatterns = [
    path("signed-in/", signing.signed_in, name="signed_in"),
    path("desk/", views.desk, name="desk"),
    path("desk/catalogue/", catalogue.catalogue, name="desk_catalogue"),
    path("desk/catalogue/proposals/<int:number>/", catalogue.proposal, name="desk_proposal"),
    path("desk/catalogue/compare/<int:old>/<int:new>/", catalogue.comparison, name="desk_compare"),
    path("desk/catalogue/drafts/", editor.drafts, name="desk_drafts"),
    path("desk/catalogue/drafts/<uuid:draft_id>/", editor.draft, name="desk_draft_edit"),
    path("desk/catalogue/drafts/<uuid:draft_id>/add/", file_views.draft_add, name="desk_draft_add"),
    path("desk/catalogue/drafts/<uuid:draft_id>/new/<slug:kind>/", file_views.draft_new, name="desk_draft_new"),
    path("desk/catalogue/drafts/<uuid:draft_id>/form/", form_views.draft_form, name="desk_draft_form"),
    path("desk/catalogue/drafts/<uuid:draft_id>/text/", file_views.draft_text, name="desk_draft_text"),
    path("desk/catalogue/drafts/<uuid:draft_id>/file/", file_views.draft_file, name="desk_draft_file"),
    path("desk/catalogue/drafts/<uuid:draft_id>/upload/", file_views.draft_upload, name="desk_draft_upload"),
    path("desk/catalogue/drafts/<uuid:draft_id>/files.zip", file_views.draft_zip, name="desk_draft_zip"),
    path("desk/catalogue/drafts/<uuid:draft_id>/words/", beside_views.draft_words, name="desk_draft_words"),
    path("desk/catalogue/drafts/<uuid:draft_id>/trial/", beside_views.draft_trial, name="desk_draft_trial"),
    path("desk/catalogue/drafts/<uuid:draft_id>/compare/", editor.draft_compare, name="desk_draft_compare"),
    path("desk/catalogue/drafts/<uuid:draft_id>/history/", editor.draft_history, name="desk_draft_history"),
    path("desk/absences/", absent.absent, name="desk_absences"),
    path("desk/cards/", watching.desk_cards, name="desk_cards"),
    path("desk/ratings/", watching.desk_ratings, name="desk_ratings"),
    path("desk/templates/", templates_page.templates, name="desk_templates"),
    path(
        "desk/templates/<slug:kind>/<slug:language>.pdf",
        templates_page.template_preview,
        name="desk_template_preview",
    ),
    path("desk/due/", due.desk_due, name="desk_due"),
    path("desk/due/figures.csv", due.desk_due_file, name="desk_due_file"),
    path("desk/meetings/", conferring.desk_meetings, name="desk_meetings"),
    path("desk/find/", views.find, name="desk_find"),
    path("desk/mandates/", mandates.desk_mandates, name="desk_mandates"),
    path("desk/signatures/", mandates.desk_signatures, name="desk_signatures"),
    path("desk/matching/", matching.matching, name="desk_matching"),
    path("desk/matching/<slug:place>/", matching.place_matching, name="desk_matching_at"),
    path("desk/matching/<slug:place>/decide/", matching.decide, name="desk_match_decide"),
    path("desk/matching/<slug:place>/together/", matching.together, name="desk_match_together"),
    path("desk/projects/", projects.desk_projects, name="desk_projects"),
    path("desk/projects/<uuid:project_id>/", projects.desk_project, name="desk_project"),
    path("desk/projects/<uuid:project_id>/<slug:name>/", projects.desk_project_do, name="desk_project_do"),
    path("desk/whatif/", trials.desk_trials, name="desk_trials"),
    path("desk/whatif/<uuid:trial_id>/", trials.desk_trial, name="desk_trial"),
    path("desk/bulk/", bulk.bulk, name="desk_bulk"),
    path("desk/bulk/do/", bulk.bulk_do, name="desk_bulk_do"),
    path("desk/bulk/<uuid:batch_id>/", bulk.batch, name="desk_batch"),
    path("desk/bulk/<uuid:batch_id>/stop/", bulk.batch_stop, name="desk_batch_stop"),
    path("desk/visits/", week.week, name="desk_visits"),
    path("desk/visits/phone/", taking_along.phone, name="desk_phone"),
    path("desk/visits/worker.js", worker.worker, name="desk_visits_worker"),
    path("desk/visits/today.json", taking_along.today, name="desk_visits_today"),
    path("desk/visits/confirm/", confirming.confirming, name="desk_confirming"),
    path("desk/visits/confirm/<uuid:record_id>/", confirming.confirm, name="desk_confirm"),
    path("desk/visits/<uuid:case_id>/<slug:visit_id>.json", taking_along.visit, name="desk_visit"),
    path("desk/visits/<uuid:case_id>/<slug:visit_id>/record/", sending.record, name="desk_visit_record"),
    path(f"{UPLOADS}/", sending.uploads, name="desk_visit_uploads"),
    path(f"{UPLOADS}/<uuid:upload_id>/", sending.upload, name="desk_visit_upload"),
    path(f"{UPLOADS}/<uuid:upload_id>/finish/", sending.upload_finish, name="desk_visit_upload_finish"),
    path("desk/window/", start.window, name="desk_window"),
    path("desk/window/person/", start.window_person, name="desk_window_person"),
    path("desk/window/matters/", start.window_matters, name="desk_window_matters"),
    path("desk/window/taken/<uuid:case_id>/", taken.taken, name="desk_taken"),
    path("desk/window/<uuid:draft_id>/", window.counter, name="desk_counter"),
    path("desk/window/<uuid:draft_id>/done/", window.counter_done, name="desk_counter_done"),
    path("desk/<uuid:case_id>/", views.case, name="desk_case"),
    path("desk/<uuid:case_id>/bundle/", bundle.bundle, name="desk_bundle"),
    path("desk/<uuid:case_id>/person/", views.case_person, name="desk_person"),
    path("desk/<uuid:case_id>/do/<slug:name>/", command_views.command, name="desk_do"),
    path("desk/authority/", authority.authority, name="desk_authority"),
    path("desk/<uuid:case_id>/do/<slug:name>/sheet/", command_views.draft_sheet, name="desk_draft_sheet"),
    path("desk/<uuid:case_id>/do/<slug:name>/draft.pdf", command_views.draft_document, name="desk_draft"),
    path("desk/<uuid:case_id>/documents/<slug:kind>/<slug:item>.pdf", views.case_document, name="desk_document"),
    path("desk/<uuid:case_id>/files/<uuid:file_id>/", views.case_file, name="desk_file"),
]
