"""What the desk asks of a photo, of many at once, and of the people in it."""

from kopru.photos.forms.many import CommonForm, captions_of
from kopru.photos.forms.people import NameForm, StatementForm, WithdrawalForm
from kopru.photos.forms.photo import PhotoForm

__all__ = ["CommonForm", "NameForm", "PhotoForm", "StatementForm", "WithdrawalForm", "captions_of"]
