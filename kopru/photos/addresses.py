"""Addresses of photos: stable, signed, and known without asking the database."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from kopru.photos.models import Photo

#: The whole photo as it is kept.
ORIGINAL: Final = "original"
_SALT: Final = "kopru.photos.address"
_SUFFIXES: Final = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "avif": ".avif"}


def signature(key: str, spec: str, secret: str | bytes | None = None) -> str:
    """Return 16 hexadecimal characters that only this installation can write below this key and size.

    Without it anybody could have the server make renditions of every size there is.
    """
    return salted_hmac(_SALT, f"{key}/{spec}", secret=secret, algorithm="sha256").hexdigest()[:16]


def is_signed(key: str, spec: str, given: str) -> bool:
    """Tell whether `given` is our signature, also by a secret that was replaced but is still accepted."""
    secrets = [None, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(signature(key, spec, secret), given) for secret in secrets)


def address(photo: "Photo", spec: str) -> str:
    """Return the path of `photo` at `spec`; a moved focal point gives it a new version, so that caches ask again."""
    suffix = PurePosixPath(photo.file.name).suffix
    for operation in spec.split("|"):
        if operation.startswith("format-"):
            suffix = _SUFFIXES.get(operation.split("-")[1], suffix)
    path = reverse("photos:rendition", args=(photo.key, signature(photo.key, spec), spec.replace("|", ","), suffix[1:]))
    return path if photo.focal_point_x is None else f"{path}?o={photo.focal_point_x}-{photo.focal_point_y}"
