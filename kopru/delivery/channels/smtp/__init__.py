"""The SMTP channel: a few lasting connections to the office's mail server, and to a second one when it fails."""

from kopru.delivery.channels.smtp.carrier import SmtpCarrier, open_channel

__all__ = ["SmtpCarrier", "open_channel"]
