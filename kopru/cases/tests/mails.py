"""Mails for tests: what stands in them is said, the rest is plain."""

from email.message import EmailMessage


def mail(text: str = "Zeytin Sokak’taki lamba yanmıyor.", **headers: str) -> bytes:
    """Return a mail of Işıl Çağlar's; `In_Reply_To="…"` sets a header, "" leaves it out."""
    message = EmailMessage()
    given = {
        "From": "Işıl Çağlar <isil.caglar@example.org>",
        "To": "talep@example.org",
        "Subject": "Yanmayan sokak lambası",
        "Date": "Tue, 24 Nov 2026 12:58:00 +0300",
        "Message-ID": f"<{abs(hash((text, *headers.values())))}@posta.example.org>",
    }
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            message[name] = value
    message.set_content(text)
    return message.as_bytes()
