"""Addresses of the pages. No address carries personal data: answers of the guide are choices, everything else an id."""

from django.urls import include, path
from django.views.i18n import set_language

from yici.web import design, display
from yici.web.citizen import guide, home, notice, place, plan_view, search, sources
from yici.web.citizen.catalogue import browse, item, once
from yici.web.citizen.projects import views as projects
from yici.web.device import views as devices

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("display/", display.display, name="display"),
    path("design/", design.design, name="design"),
    # What a device installs and is asked.
    path("sw.js", devices.worker, name="worker"),
    path("manifest.webmanifest", devices.manifest, name="manifest"),
    path("offline/", devices.offline, name="offline"),
    path("device/", devices.device, name="device"),
    path("device/on/", devices.go_on, name="device_on"),
    path("place/", place.choose, name="place"),
    path("language/", set_language, name="set_language"),
    path("catalogue/", browse.catalogue, name="catalogue"),
    path("catalogue/<slug:place>/", browse.local_list, name="local_list"),
    path("catalogue/<slug:place>/<slug:code>/", item.local_item, name="local_item"),
    path("items/<slug:item>/", item.item, name="item"),
    path("lists/", once.once_places, name="once_places"),
    path("lists/<slug:place>/", once.once, name="once"),
    path("lists/<slug:place>.csv", once.once_table, name="once_table"),
    path("sources/", sources.guide_sources, name="guide_sources"),
    path("matters/<slug:bundle>/", guide.matter, name="matter"),
    path("matters/<slug:bundle>/plan/", plan_view.plan, name="plan"),
    path("matters/<slug:bundle>/notice/", notice.notice, name="notice"),
    path("matters/<slug:bundle>/notice.pdf", notice.notice_pdf, name="notice_pdf"),
    # Applying and following: matters/<bundle>/begin/, drafts/, cases/, status/, mine/.
    path("", include("yici.web.citizen.application_urls")),
    # Engineering projects: projects/.
    path("projects/", projects.projects, name="projects"),
    path("projects/<uuid:project_id>/", projects.project, name="project"),
    path("projects/<uuid:project_id>/readings/", projects.project_readings, name="project_readings"),
    path("projects/<uuid:project_id>/<slug:name>/", projects.project_do, name="project_do"),
    # My messages: messages/.
    path("messages/", include("yici.web.messages.urls")),
    # The desk: desk/.
    path("", include("yici.web.desk.urls")),
]
