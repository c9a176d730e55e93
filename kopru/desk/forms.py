"""What allauth asks at the door, in the office's words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):
    """A passkey: what its owner calls it, and whether it alone opens the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fields: allauth leaves the name in English."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = _("By which you know it again: “office computer”, “my telephone”.")
        self.fields["passwordless"].label = _("Sign in with this key alone, without a password")
        self.fields["passwordless"].help_text = _("The key must then ask for your fingerprint, your face or its PIN.")
