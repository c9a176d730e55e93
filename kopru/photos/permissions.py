"""Who may do what with a photo."""

from typing import Any, Final

from django.db.models import PROTECT

from kopru.core.models import AnyUser
from kopru.core.roles import Role, holds
from kopru.photos.models import Depiction, Photo

#: Those who put photos into the archive and caption them.
PHOTO_DESK: Final = frozenset({Role.WRITER, Role.HEAD, Role.PHOTOGRAPHER, Role.CLERK, Role.ADMINISTRATOR})
#: Those who may take any photo out again; others only their own.
KEEPERS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR})


def may_accept(user: AnyUser) -> bool:
    """Tell whether `user` may put a photo into the archive."""
    return holds(user, *PHOTO_DESK)


def may_caption(user: AnyUser, photo: Photo) -> bool:  # noqa: ARG001 — a sentence names its thing
    """Tell whether `user` may change what stands beside the photo."""
    return holds(user, *PHOTO_DESK)


def may_delete(user: AnyUser, photo: Photo) -> bool:
    """Tell whether `user` may take the photo out: unused, and one's own or as a keeper."""
    its_own = photo.uploaded_by_user_id == user.pk and holds(user, *PHOTO_DESK)
    return (its_own or holds(user, *KEEPERS)) and not is_used(photo)


def is_used(photo: Photo) -> bool:
    """Tell whether something holds on to the photo; the database would refuse to delete it."""
    held: Any = photo._meta.related_objects  # noqa: SLF001 — Django's documented API of models
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: photo}).exists()  # noqa: SLF001
        for relation in held
        if relation.on_delete is PROTECT
    )


def may_name_person(user: AnyUser, photo: Photo) -> bool:
    """Tell whether `user` may say who can be recognised in the photo."""
    return may_caption(user, photo)


def may_record_consent(user: AnyUser, depiction: Depiction) -> bool:
    """Tell whether `user` may write down what a person said to the use of a photo."""
    return may_caption(user, depiction.photo)


def may_withdraw_consent(user: AnyUser, depiction: Depiction) -> bool:
    """Tell whether `user` may take down a no; everybody who works with photos, for it must not wait for somebody."""
    return may_caption(user, depiction.photo)


def may_remove_name(user: AnyUser, depiction: Depiction) -> bool:
    """Tell whether `user` may take a wrong name back."""
    return may_caption(user, depiction.photo)
