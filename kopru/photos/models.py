"""Photographs and their renditions."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Photo(AbstractImage):
    """One photograph."""

    admin_form_fields = Image.admin_form_fields


class Rendition(AbstractRendition):
    """One photograph at one size."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
