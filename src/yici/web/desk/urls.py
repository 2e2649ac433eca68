"""Addresses of the desk."""

from django.urls import path

from yici.web import signing
from yici.web.desk import absent, command_views, conferring, due, matching, projects, trials, views, watching
from yici.web.desk.bundle import views as bundle
from yici.web.desk.catalogue import views as catalogue

urlpatterns = [
    path("signed-in/", signing.signed_in, name="signed_in"),
    path("desk/", views.desk, name="desk"),
    path("desk/catalogue/", catalogue.catalogue, name="desk_catalogue"),
    path("desk/catalogue/proposals/<int:number>/", catalogue.proposal, name="desk_proposal"),
    path("desk/catalogue/compare/<int:old>/<int:new>/", catalogue.comparison, name="desk_compare"),
    path("desk/absences/", absent.absent, name="desk_absences"),
    path("desk/cards/", watching.desk_cards, name="desk_cards"),
    path("desk/ratings/", watching.desk_ratings, name="desk_ratings"),
    path("desk/due/", due.desk_due, name="desk_due"),
    path("desk/due/figures.csv", due.desk_due_file, name="desk_due_file"),
    path("desk/meetings/", conferring.desk_meetings, name="desk_meetings"),
    path("desk/find/", views.find, name="desk_find"),
    path("desk/matching/", matching.matching, name="desk_matching"),
    path("desk/matching/<slug:place>/", matching.place_matching, name="desk_matching_at"),
    path("desk/matching/<slug:place>/decide/", matching.decide, name="desk_match_decide"),
    path("desk/matching/<slug:place>/together/", matching.together, name="desk_match_together"),
    path("desk/projects/", projects.desk_projects, name="desk_projects"),
    path("desk/projects/<uuid:project_id>/", projects.desk_project, name="desk_project"),
    path("desk/projects/<uuid:project_id>/<slug:name>/", projects.desk_project_do, name="desk_project_do"),
    path("desk/whatif/", trials.desk_trials, name="desk_trials"),
    path("desk/whatif/<uuid:trial_id>/", trials.desk_trial, name="desk_trial"),
    path("desk/<uuid:case_id>/", views.case, name="desk_case"),
    path("desk/<uuid:case_id>/bundle/", bundle.bundle, name="desk_bundle"),
    path("desk/<uuid:case_id>/person/", views.case_person, name="desk_person"),
    path("desk/<uuid:case_id>/do/<slug:name>/", command_views.command, name="desk_do"),
    path("desk/<uuid:case_id>/do/<slug:name>/draft.pdf", command_views.draft_document, name="desk_draft"),
    path("desk/<uuid:case_id>/documents/<slug:kind>/<slug:item>.pdf", views.case_document, name="desk_document"),
    path("desk/<uuid:case_id>/files/<uuid:file_id>/", views.case_file, name="desk_file"),
]
