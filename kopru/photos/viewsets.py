"""The list of photos in the desk, searched with the product's own index."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.views.images import IndexView

from kopru.search import query


class PhotoIndexView(IndexView):
    """Wagtail's list of images, found as people write: folded, inflected, without Turkish letters."""

    page_title = _("Photos")
    add_item_label = _("Add a photo")

    def search_queryset(self, queryset: Any) -> Any:
        """Narrow `queryset` to what the index finds."""
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=query.ids("photo", self.search_query))
