"""Looks at SPF, DKIM and DMARC of the domain we send from; needs seconds, so it is never done in a request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from kopru.core.models import Identity
from kopru.delivery.channels import ChannelUnavailable
from kopru.delivery.channels.smtp import relays
from kopru.delivery.domain import dmarc, keys, spf
from kopru.delivery.domain.findings import Finding
from kopru.delivery.domain.name_server import Asking, NotAnswered
from kopru.delivery.domain.tags import tags_in
from kopru.delivery.mail import dkim
from kopru.delivery.models import DomainCheck


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: the author's domain, that of the return path, and where mails leave."""

    domain: str
    return_domain: str
    hosts: tuple[str, ...]
    #: who gets the reports that the suggested DMARC record asks for
    office: str

    def __str__(self) -> str:
        return " ".join([self.domain, self.return_domain, *self.hosts, *settings.DKIM_KEYS])


def subject() -> Subject:
    """Return what the settings say is to be looked at."""
    sender = settings.MAIL_SENDER or Identity.load().email
    back = settings.MAIL_RETURN_PATH or sender
    hosts: list[str] = []
    for url in settings.SMTP_RELAYS:
        try:
            hosts.append(relays.read(url).host)
        except ChannelUnavailable:  # "delivery.channel" says so
            continue
    domains = [address.rpartition("@")[2].lower() for address in (sender, back)]
    return Subject(domains[0], domains[1], tuple(dict.fromkeys(hosts)), Identity.load().email)


def renew(at: datetime) -> list[Finding]:
    """Look, and keep what was found; `at` is when the look began."""
    about = subject()
    found = look(about, Asking())
    values = {"about": str(about), "findings": [one.as_json() for one in found], "checked_at": at}
    DomainCheck.objects.update_or_create(domain=about.domain, defaults=values)
    return found


def look(about: Subject, asking: Asking) -> list[Finding]:
    """Return what is found; a name server that does not answer is a finding too."""
    if not about.domain:
        return []
    return [*_spf(about, asking), *_dkim(about, asking), *_dmarc(about, asking)]


def _spf(about: Subject, asking: Asking) -> Iterator[Finding]:
    name = about.return_domain
    try:
        found = spf.records(name, asking)
        if len(found) == 1:
            yield from _spf_record(about, found[0], asking)
            return
        code = "spf-several" if found else "spf-missing"
        publish = "" if found else spf.with_hosts("", _public(about, asking))
    except NotAnswered as silence:
        yield _silent("spf", name, silence)
        return
    params = {"domain": name, "count": str(len(found))}
    yield Finding("spf", code, name, params, found, publish)


def _spf_record(about: Subject, record: str, asking: Asking) -> Iterator[Finding]:
    name = about.return_domain
    try:
        missing = [host for host in _public(about, asking) if not _covered(name, host, asking)]
        end, cost = spf.end_of(name, asking), spf.lookups(name, asking)
    except spf.SpfBroken as broken:
        yield Finding("spf", "spf-broken", name, {"part": str(broken)}, [record])
        return
    codes = {
        "spf-relay": bool(missing),
        "spf-lookups": cost > spf.MOST_LOOKUPS,
        "spf-open": end not in "-~",
    }
    publish = spf.with_hosts(record, missing)
    for code in (code for code, holds in codes.items() if holds):
        yield Finding("spf", code, name, {"hosts": ", ".join(missing)}, [record], publish if missing else "")
    inside = sorted(set(about.hosts) - set(_public(about, asking)))
    if inside or not about.hosts:
        code = "spf-inside" if inside else "spf-relayless"
        yield Finding("spf", code, name, {"hosts": ", ".join(inside)}, [record])
    elif not any(codes.values()):
        yield Finding("spf", "spf-good", name, {}, [record])


def _public(about: Subject, asking: Asking) -> list[str]:
    """Return the mail servers that the world sees under an address of their own."""
    return [host for host in about.hosts if any(address.is_global for address in asking.addresses(host))]


def _covered(name: str, host: str, asking: Asking) -> bool:
    seen = [address for address in asking.addresses(host) if address.is_global]
    return all(spf.result(name, address, asking) == "pass" for address in seen)


def _dkim(about: Subject, asking: Asking) -> Iterator[Finding]:
    try:
        signing = dkim.keys_for(about.domain)
    except dkim.DkimKeyUnusable as unusable:
        yield Finding("dkim", "dkim-unreadable", about.domain, {"why": str(unusable)})
        return
    if not signing:
        yield Finding("dkim", "dkim-unsigned", about.domain, {"domain": about.domain})
    for key in signing:
        name = keys.name_of(key)
        try:
            found = asking.txt(name)
        except NotAnswered as silence:
            yield _silent("dkim", name, silence)
            continue
        params = {"count": str(len(found)), "bits": str(keys.bits_of(key))}
        codes = list(_of_key(key, found))
        right = keys.record_of(key)
        for code in codes:
            yield Finding("dkim", code, name, params, found, "" if code in _KEEPS_THE_RECORD else right)


_KEEPS_THE_RECORD = frozenset({"dkim-good", "dkim-testing", "dkim-short"})


def _of_key(key: dkim.Key, found: list[str]) -> Iterator[str]:
    if len(found) != 1:
        yield "dkim-several" if found else "dkim-missing"
        return
    if keys.is_revoked(found[0]):
        yield "dkim-revoked"
        return
    if not keys.is_ours(found[0], key):
        yield "dkim-differs"
        return
    if keys.is_testing(found[0]):
        yield "dkim-testing"
    elif 0 < keys.bits_of(key) < 2048:
        yield "dkim-short"
    else:
        yield "dkim-good"


def _dmarc(about: Subject, asking: Asking) -> Iterator[Finding]:
    name = f"_dmarc.{about.domain}"
    try:
        found = dmarc.find(about.domain, asking)
    except NotAnswered as silence:
        yield _silent("dmarc", name, silence)
        return
    records, name = list(found.records), f"_dmarc.{found.domain}"
    params = {"domain": about.domain, "count": str(len(records))}
    publish = f"v=DMARC1; p=none; rua=mailto:{about.office}"
    if len(records) != 1:
        yield Finding("dmarc", "dmarc-several" if records else "dmarc-missing", name, params, records, publish)
        return
    asked = dmarc.policy(records[0], inherited=found.domain != about.domain)
    if not asked:
        yield Finding("dmarc", "dmarc-broken", name, params, records, publish)
        return
    codes = {
        "dmarc-unaligned": not _passes(about, found),
        "dmarc-watching": asked == "none",
        "dmarc-reportless": "rua" not in tags_in(records[0]),
    }
    for code in [code for code, holds in codes.items() if holds] or ["dmarc-good"]:
        yield Finding("dmarc", code, name, params, records)


def _passes(about: Subject, found: dmarc.Found) -> bool:
    tags = tags_in(found.records[0])
    try:
        signing = [key.domain for key in dkim.keys_for(about.domain)]
    except dkim.DkimKeyUnusable:
        signing = []
    by_key, by_path = tags.get("adkim", "r").lower(), tags.get("aspf", "r").lower()
    return any(dmarc.is_aligned(about.domain, one, found=found, mode=by_key) for one in signing) or dmarc.is_aligned(
        about.domain, about.return_domain, found=found, mode=by_path
    )


def _silent(subject_: str, name: str, silence: NotAnswered) -> Finding:
    return Finding(subject_, "silent", name, {"name": str(silence) or name})
