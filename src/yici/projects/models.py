"""Rows of projects: the small state of each, columns for lists and look-ups, and which case belongs to which."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

INSERT_ONLY_TABLES = ("projects_reading",)


class Project(models.Model):
    """One project. `label` is its sealed name; `surveyors` are the organisations named to measure for it."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=24, unique=True, db_collation="C")
    course = models.TextField()
    place = models.CharField(max_length=12, db_collation="C")
    subject = models.UUIDField()
    applicant = models.UUIDField(null=True)
    firm = models.UUIDField(null=True)
    phase = models.TextField()
    due = models.DateTimeField(null=True)
    bounded = models.BooleanField(default=False)
    surveyors = ArrayField(models.TextField(), default=list)
    label = models.BinaryField()
    seq = models.IntegerField()
    state = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["place", "-id"], name="project_of_place"),
            models.Index(fields=["applicant", "-id"], name="project_of_applicant"),
            models.Index(fields=["firm", "-id"], condition=models.Q(firm__isnull=False), name="project_of_firm"),
            GinIndex(fields=["surveyors"], name="project_of_surveyor"),
        )


class ProjectCase(models.Model):
    """That a case belongs to a project: to one only."""

    case_id = models.UUIDField(primary_key=True)
    project = models.ForeignKey(Project, models.DO_NOTHING, db_constraint=False, related_name="cases")
    ended = models.BooleanField(default=False)


class Reading(models.Model):
    """One reading of projects by staff or a system: who read, in which role, through which channel, when, and what.

    `projects` are all projects of one page of a list. Never changed, never deleted.
    """

    reader = models.TextField()
    kind = models.TextField()
    role = models.TextField(null=True)
    channel = models.TextField(null=True)
    what = models.TextField()
    at = models.DateTimeField()
    projects = ArrayField(models.UUIDField())

    class Meta:
        indexes = (GinIndex(fields=["projects"], name="reading_of_project"),)
