"""Addresses of my messages. No address carries more than the id of a message."""

from django.urls import path

from yici.web.messages import settings, views

urlpatterns = [
    path("", views.messages, name="messages"),
    path("seen/", views.messages_seen, name="messages_seen"),
    path("settings/", settings.message_settings, name="message_settings"),
    path("settings/contacts/", settings.contact_new, name="contact_new"),
    path("settings/contacts/<uuid:contact_id>/", settings.contact, name="contact"),
    path("<uuid:message_id>/", views.message, name="message"),
]
