"""The nouns of the photo archive."""

from kopru.photos.models.depictions import Consent, Depiction
from kopru.photos.models.photo import Photo, Rendition, new_key

__all__ = ["Consent", "Depiction", "Photo", "Rendition", "new_key"]
