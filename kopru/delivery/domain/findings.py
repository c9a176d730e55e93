"""What was found about one record: a code with its details, put in the reader's words only when it is shown."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

OK: Final = "ok"
NOTE: Final = "note"
FAULT: Final = "fault"

#: code: (level, what was seen, what to do)
_WORDS: Final[dict[str, tuple[str, Text, Text]]] = {
    "silent": (
        FAULT,
        _("The name servers did not answer the question about %(name)s."),
        _("Look at the network of this machine, or name a name server in KOPRU_DNS_SERVER."),
    ),
    "spf-good": (OK, _("SPF names the mail servers that our mails leave by."), ""),
    "spf-missing": (
        FAULT,
        _("%(domain)s has no SPF record: anybody may send in its name."),
        _("Publish the record below as TXT."),
    ),
    "spf-several": (
        FAULT,
        _("%(domain)s has %(count)s SPF records; receivers then obey none of them."),
        _("Join them into one record and delete the others."),
    ),
    "spf-broken": (
        FAULT,
        _("The SPF record cannot be read at “%(part)s”; receivers then do not obey it."),
        _("Mend this part of the record."),
    ),
    "spf-lookups": (
        FAULT,
        _("The SPF record asks more than 10 further questions; receivers then give it up."),
        _("Take out “include” parts that are not needed, or write addresses (ip4, ip6) in place of names."),
    ),
    "spf-open": (
        FAULT,
        _("The SPF record does not say what becomes of other machines: it ends neither with ~all nor with -all."),
        _("Let the record end with ~all; once every mail passes, with -all."),
    ),
    "spf-relay": (
        FAULT,
        _("SPF does not let %(hosts)s send; such mails land among the unwanted."),
        _("Put the record below in place of the present one."),
    ),
    "spf-inside": (
        NOTE,
        _("Our mail server (%(hosts)s) has an address that only this network knows; SPF cannot name it."),
        _("See to it that SPF names the address by which that server reaches the internet."),
    ),
    "spf-relayless": (
        NOTE,
        _("No mail server is set, so there is none to look for in SPF."),
        _("Set KOPRU_SMTP_RELAYS."),
    ),
    "dkim-good": (OK, _("The DKIM key in the DNS is the one that signs our mails."), ""),
    "dkim-unsigned": (
        FAULT,
        _("Mails from %(domain)s are not signed with DKIM."),
        _("Make a key and name it in KOPRU_DKIM_KEYS; then the record to publish stands here."),
    ),
    "dkim-unreadable": (FAULT, _("The DKIM key cannot be read: %(why)s"), _("Check KOPRU_DKIM_KEYS.")),
    "dkim-missing": (
        FAULT,
        _("The public half of our DKIM key is not in the DNS; the signatures on our mails are worth nothing."),
        _("Publish the record below as TXT."),
    ),
    "dkim-several": (
        FAULT,
        _("There are %(count)s records under the name of our DKIM key; which one counts is left to chance."),
        _("Delete all but the one below."),
    ),
    "dkim-revoked": (
        FAULT,
        _("The record says that this DKIM key is no longer used."),
        _("Put the record below in its place, or sign with another key."),
    ),
    "dkim-differs": (
        FAULT,
        _("Another DKIM key stands in the DNS than the one that signs our mails."),
        _("Put the record below in its place."),
    ),
    "dkim-testing": (
        NOTE,
        _("The DKIM record says that the key is only being tried out (t=y)."),
        _("Take t=y out once mails arrive well."),
    ),
    "dkim-short": (
        NOTE,
        _("The DKIM key has %(bits)s bits; 2048 are asked for today."),
        _("Make a longer key under a new selector."),
    ),
    "dmarc-good": (OK, _("DMARC is in force and our mails pass it."), ""),
    "dmarc-missing": (
        FAULT,
        _("%(domain)s has no DMARC record; large mail services then turn away bulk mail."),
        _("Publish the record below as TXT: it only watches at first and sends you reports."),
    ),
    "dmarc-several": (
        FAULT,
        _("%(domain)s has %(count)s DMARC records; receivers then obey none of them."),
        _("Delete all but one."),
    ),
    "dmarc-broken": (
        FAULT,
        _("The DMARC record does not say what is asked of receivers (p=)."),
        _("Put the record below in its place."),
    ),
    "dmarc-unaligned": (
        FAULT,
        _("Our mails do not pass DMARC: neither the signature nor the return address belongs to %(domain)s."),
        _("Sign with a DKIM key of %(domain)s."),
    ),
    "dmarc-watching": (
        NOTE,
        _("DMARC only watches (p=none): mail that others forge in our name is not stopped."),
        _("When the reports of some weeks show that our own mails pass, write p=quarantine, later p=reject."),
    ),
    "dmarc-reportless": (
        NOTE,
        _("The DMARC record names nobody who gets the reports."),
        _("Add rua=mailto: and an address that somebody reads."),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing seen: about which record, how bad, what stands in the DNS and what should stand there."""

    subject: str
    code: str
    name: str
    params: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    publish: str = ""

    @property
    def level(self) -> str:
        """Return "ok", "note" or "fault"."""
        return _WORDS[self.code][0]

    @property
    def message(self) -> str:
        """Say what was seen."""
        return str(_WORDS[self.code][1]) % self.params

    @property
    def what_to_do(self) -> str:
        """Say what a person should do about it, or ""."""
        return str(_WORDS[self.code][2]) % self.params

    @property
    def title(self) -> str:
        """Return the name of the thing looked at."""
        return {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}[self.subject]

    def as_json(self) -> dict[str, Any]:
        """Return it as the database keeps it."""
        return asdict(self)


def from_json(kept: list[dict[str, Any]]) -> list[Finding]:
    """Return findings as they were kept, without those that this version has no words for."""
    return [Finding(**one) for one in kept if one["code"] in _WORDS]
