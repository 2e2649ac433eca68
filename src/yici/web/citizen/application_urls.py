"""Addresses of applying and following. Numbers, codes and names travel in bodies, never in an address."""

from django.urls import path
from django.urls.resolvers import URLPattern

from yici.web.citizen.application import (
    arriving,
    begin,
    case_documents,
    case_hearing,
    case_view,
    choices,
    form,
    keeping,
    me,
    messages,
    mine,
    papers_view,
    rating,
    readings,
    receipt,
    review,
    status,
    supply,
)
from yici.web.citizen.my_data import views as my_data

DRAFT = "drafts/<uuid:draft_id>"
CASE = "cases/<uuid:case_id>"
UPLOAD = "uploads/<uuid:upload_id>"
urlpatterns: list[URLPattern] = [
    path("matters/<slug:bundle>/begin/", begin.begin, name="draft_begin"),
    path(f"{DRAFT}/seen/", begin.draft_seen, name="draft_seen"),
    path(f"{DRAFT}/choices/", choices.draft_choices, name="draft_choices"),
    path(f"{DRAFT}/form/", form.draft_form, name="draft_form"),
    path(f"{DRAFT}/form/<slug:part>/", form.draft_part, name="draft_part"),
    path(f"{DRAFT}/form/<slug:part>/keep/", keeping.draft_keep, name="draft_keep"),
    path(f"{DRAFT}/papers/", papers_view.draft_papers, name="draft_papers"),
    path(f"{DRAFT}/files/<uuid:file_id>/", papers_view.draft_file, name="draft_file"),
    path(f"{DRAFT}/uploads/", arriving.draft_uploads, name="draft_uploads"),
    path(f"{DRAFT}/{UPLOAD}/", arriving.draft_upload, name="draft_upload"),
    path(f"{DRAFT}/{UPLOAD}/finish/", arriving.draft_upload_finish, name="draft_upload_finish"),
    path(f"{DRAFT}/{UPLOAD}/cancel/", arriving.draft_upload_cancel, name="draft_upload_cancel"),
    path(f"{DRAFT}/review/", review.draft_review, name="draft_review"),
    path(f"{CASE}/", case_view.case, name="case"),
    path(f"{CASE}/receipt/", receipt.case_receipt, name="case_receipt"),
    path(f"{CASE}/receipt.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path(f"{CASE}/receipt.json", receipt.receipt_json, name="receipt_json"),
    path(f"{CASE}/correct/", supply.case_correct, name="case_correct"),
    path(f"{CASE}/supply/", supply.case_supply, name="case_supply"),
    path(f"{CASE}/withdraw/", case_view.case_withdraw, name="case_withdraw"),
    path(f"{CASE}/messages/", messages.case_messages, name="case_messages"),
    path(f"{CASE}/rate/", rating.case_rate, name="case_rate"),
    path(f"{CASE}/hearing/<slug:item>/", case_hearing.case_hearing, name="case_hearing"),
    path(f"{CASE}/files/<uuid:file_id>/", case_view.case_file, name="case_file"),
    path(f"{CASE}/uploads/", arriving.case_uploads, name="case_uploads"),
    path(f"{CASE}/{UPLOAD}/", arriving.case_upload, name="case_upload"),
    path(f"{CASE}/{UPLOAD}/finish/", arriving.case_upload_finish, name="case_upload_finish"),
    path(f"{CASE}/{UPLOAD}/cancel/", arriving.case_upload_cancel, name="case_upload_cancel"),
    path(f"{CASE}/documents/", case_documents.case_papers, name="case_papers"),
    path(f"{CASE}/documents/<slug:item>/<slug:kind>.pdf", case_documents.case_document, name="case_document"),
    path(f"{CASE}/readings/", readings.case_readings, name="case_readings"),
    path("status/", status.status, name="status"),
    path("mine/", mine.mine, name="mine"),
    path("me/", me.me, name="me"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/data/readings/", my_data.my_readings, name="my_readings"),
    path("me/data.json", my_data.my_data_file, name="my_data_file"),
]
