"""SPF, DKIM and DMARC, asked of a real name server on loopback."""

import ipaddress
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.core.management import call_command
from django.urls import reverse

from kopru.core.roles import Role
from kopru.delivery import actions, health, tasks
from kopru.delivery.domain import keys, looking, spf
from kopru.delivery.domain.name_server import Asking
from kopru.delivery.mail import dkim
from kopru.delivery.models import DomainCheck
from kopru.delivery.tests.factories import NOON
from kopru.delivery.tests.nameserver import serving, text
from kopru.directory.tests.factories import user

pytestmark = pytest.mark.django_db
DOMAIN, RELAY = "basin.ornek.bel.tr", "posta.ornek.bel.tr"
ADDRESS = "A 78.135.1.10"


def key_file(folder, private):
    path = folder / "key.pem"
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return path


@pytest.fixture
def signed(settings, tmp_path):
    settings.MAIL_CHANNEL, settings.MAIL_SENDER = "smtp", f"basin@{DOMAIN}"
    settings.SMTP_RELAYS = [f"smtp://{RELAY}:25"]
    settings.DKIM_KEYS = [f"k1@{DOMAIN}={key_file(tmp_path, Ed25519PrivateKey.generate())}"]
    return dkim.keys_for(DOMAIN)[0]


def zone(key, **changed):
    whole = {
        DOMAIN: [text("v=spf1 a:posta.ornek.bel.tr -all"), text("google-site-verification=1")],
        RELAY: [ADDRESS],
        f"k1._domainkey.{DOMAIN}": [text(keys.record_of(key))],
        f"_dmarc.{DOMAIN}": [text("v=DMARC1; p=reject; rua=mailto:rapor@ornek.bel.tr")],
    }
    return whole | {name.replace("__", "."): rows for name, rows in changed.items()}


def found(records):
    with serving(records) as server:
        return {one.code: one for one in looking.look(looking.subject(), Asking(server))}


@pytest.mark.parametrize("record", ["v=spf1 ip6 -all", "v=spf1 ip4 -all", "v=spf1 ip6: -all", "v=spf1 a/x -all"])
def test_a_record_that_says_half_a_thing_is_broken_and_nothing_worse(signed, record):
    assert "spf-broken" in found(zone(signed) | {DOMAIN: [text(record)]})


def test_a_record_that_includes_itself_many_times_is_given_up(signed):
    record = "v=spf1 " + " ".join([f"include:{DOMAIN}"] * 10) + " -all"
    assert "spf-lookups" in found(zone(signed) | {DOMAIN: [text(record)]})


def test_all_is_well(signed):
    assert set(found(zone(signed))) == {"spf-good", "dkim-good", "dmarc-good"}


def test_nothing_is_published_and_the_records_to_publish_make_it_well(signed):
    seen = found({RELAY: [ADDRESS]})
    assert set(seen) == {"spf-missing", "dkim-missing", "dmarc-missing"}
    assert seen["spf-missing"].publish == f"v=spf1 a:{RELAY} ~all"
    assert seen["dmarc-missing"].publish.startswith("v=DMARC1; p=none; rua=mailto:")
    published = {one.name: [text(one.publish)] for one in seen.values()}
    assert set(found({RELAY: [ADDRESS], **published})) == {"spf-good", "dkim-good", "dmarc-watching"}


@pytest.mark.parametrize(
    ("records", "codes"),
    [
        (["v=spf1 ip4:10.0.0.1 -all"], {"spf-relay"}),
        (["v=spf1 ip4:78.135.1.0/24 ~all"], {"spf-good"}),
        (["v=spf1 mx -all"], {"spf-relay"}),
        (["v=spf1 include:baska.example -all"], {"spf-good"}),
        (["v=spf1 redirect=baska.example"], {"spf-good"}),
        (["v=spf1 ip4:78.135.1.10"], {"spf-open"}),
        (["v=spf1 +all"], {"spf-open"}),
        (["v=spf1 a:posta.ornek.bel.tr ip4:999.1.1.1 -all"], {"spf-broken"}),
        (["v=spf1 a:posta.ornek.bel.tr -all", "v=spf1 -all"], {"spf-several"}),
        (["v=spf1 include:dongu.example a:posta.ornek.bel.tr -all"], {"spf-lookups"}),
        (["v=spf1 ip4:78.135.1.10 exists:%{i}.example ip6:2001:db8::/32 -all"], {"spf-good"}),
    ],
)
def test_spf_is_read_as_a_receiver_reads_it(signed, records, codes):
    more = {
        DOMAIN: [text(one) for one in records],
        "baska.example": [text("v=spf1 ip4:78.135.0.0/16 -all")],
        "dongu.example": [text("v=spf1 include:dongu.example -all")],
    }
    assert {code for code in found(zone(signed) | more) if code.startswith("spf")} == codes


def test_the_suggested_record_keeps_what_stood_there(signed):
    seen = found(zone(signed) | {DOMAIN: [text("v=spf1 include:_spf.example ip4:1.2.3.4 ~all")]})
    assert seen["spf-relay"].publish == f"v=spf1 include:_spf.example ip4:1.2.3.4 a:{RELAY} ~all"
    assert spf.with_hosts("v=spf1 a redirect=x.example", ["1.2.3.4"]) == "v=spf1 a ip4:1.2.3.4 redirect=x.example"


def test_a_mail_server_inside_cannot_be_looked_for(signed):
    assert "spf-inside" in found(zone(signed) | {RELAY: ["A 192.168.1.5"]})


def test_a_mail_server_with_two_addresses_needs_both(signed):
    both = [ADDRESS, "AAAA 2a01:358:4::10"]
    assert "spf-good" in found(zone(signed) | {RELAY: both})
    only_four = {DOMAIN: [text("v=spf1 ip4:78.135.1.10 -all")], RELAY: both}
    assert "spf-relay" in found(zone(signed) | only_four)


def test_networks_are_compared_by_their_length():
    with serving({"a.example": [text("v=spf1 a:b.example/24 -all")], "b.example": ["A 78.135.1.1"]}) as server:
        asking = Asking(server)
        assert spf.result("a.example", ipaddress.ip_address("78.135.1.200"), asking) == "pass"
        assert spf.result("a.example", ipaddress.ip_address("78.135.2.200"), asking) == "fail"
        assert spf.result("none.example", ipaddress.ip_address("78.135.2.200"), asking) == "none"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("v=DKIM1; k=ed25519; p=", "dkim-revoked"),
        ("v=DKIM1; k=ed25519; p=AAAA", "dkim-differs"),
        ("v=DKIM1; k=rsa; p=AAAA", "dkim-differs"),
        ("v=DKIM1; k=ed25519; p=***", "dkim-differs"),
    ],
)
def test_another_key_is_seen(signed, record, code):
    seen = found(zone(signed) | {f"k1._domainkey.{DOMAIN}": [text(record)]})
    assert seen[code].publish == keys.record_of(signed)


def test_a_key_that_is_tried_out_is_noted(signed):
    records = [text(f"{keys.record_of(signed)}; t=y")]
    assert "dkim-testing" in found(zone(signed) | {f"k1._domainkey.{DOMAIN}": records})


def test_a_long_rsa_record_comes_in_two_strings(settings, tmp_path, signed):
    private = generate_private_key(65537, 2048)
    settings.DKIM_KEYS = [f"r@{DOMAIN}={key_file(tmp_path, private)}"]
    own = dkim.keys_for(DOMAIN)[0]
    assert len(keys.record_of(own)) > 255
    assert "dkim-good" in found(zone(signed) | {f"r._domainkey.{DOMAIN}": [text(keys.record_of(own))]})


def test_without_a_key_dmarc_is_passed_by_the_return_address_alone(settings, signed):
    settings.DKIM_KEYS = []
    assert {"dkim-unsigned", "dmarc-good"} <= set(found(zone(signed)))
    settings.MAIL_RETURN_PATH = "donen@saglayici.example"
    assert "dmarc-unaligned" in found(zone(signed))


def test_a_key_of_the_domain_above_is_not_enough_where_it_must_be_the_same(settings, tmp_path, signed):
    settings.MAIL_RETURN_PATH = "donen@saglayici.example"
    settings.DKIM_KEYS = [f"k1@ornek.bel.tr={tmp_path / 'key.pem'}"]
    above = {f"_dmarc.{DOMAIN}": [], "_dmarc.ornek.bel.tr": [text("v=DMARC1; p=none; sp=reject; rua=mailto:a@b.tr")]}
    assert "dmarc-good" in found(zone(signed) | above)
    above["_dmarc.ornek.bel.tr"] = [text("v=DMARC1; p=reject; adkim=s")]
    assert {"dmarc-unaligned", "dmarc-reportless"} <= set(found(zone(signed) | above))


@pytest.mark.parametrize(
    ("records", "code"), [(["v=DMARC1; p=all"], "dmarc-broken"), (["v=DMARC1; p=none"] * 2, "dmarc-watching")]
)
def test_a_dmarc_record_is_read(signed, records, code):
    assert code in found(zone(signed) | {f"_dmarc.{DOMAIN}": [text(one) for one in records]})


def test_two_dmarc_records_are_none(signed):
    both = [text("v=DMARC1; p=none"), text("v=DMARC1; p=reject")]
    assert "dmarc-several" in found(zone(signed) | {f"_dmarc.{DOMAIN}": both})


def test_a_silent_name_server_is_said_and_asked_again_within_the_hour(settings, signed):
    with serving(dict.fromkeys(zone(signed))) as settings.DNS_SERVER:
        codes = {one.code for one in looking.renew(NOON)}
    assert codes == {"silent"}
    kept = DomainCheck.objects.get()
    assert not kept.is_due(about=kept.about, at=NOON + timedelta(minutes=59))
    assert kept.is_due(about=kept.about, at=NOON + timedelta(hours=1))


def test_the_sweep_asks_once_a_day_and_when_the_settings_change(settings, signed):
    with serving(zone(signed)) as settings.DNS_SERVER:
        assert tasks.sweep_domain(NOON) == 1
        looking.renew(NOON)
    assert tasks.sweep_domain(NOON + timedelta(hours=23)) == 0
    assert tasks.sweep_domain(NOON + timedelta(hours=24)) == 1
    settings.SMTP_RELAYS = []
    assert tasks.sweep_domain(NOON + timedelta(hours=1)) == 1
    settings.MAIL_CHANNEL = "outbox"
    assert tasks.sweep_domain(NOON + timedelta(hours=30)) == 0


def told():
    return {(one.check, one.ok) for one in health.findings(NOON) if one.check.split(".")[1] in _CHECKS}


_CHECKS = {"dns", "spf", "dmarc"}


def test_the_doctor_repeats_the_last_look_and_waits_for_nobody(settings, signed):
    assert told() == {("delivery.dns", False)}
    with serving(zone(signed) | {DOMAIN: []}) as settings.DNS_SERVER:
        looking.renew(NOON)
    assert told() == {("delivery.spf", False), ("delivery.dmarc", True)}
    settings.MAIL_CHANNEL = "outbox"
    assert told() == {("delivery.dns", True)}


def test_the_command_prints_the_record_and_ends_with_one(settings, signed, capsys):
    with serving(zone(signed) | {DOMAIN: []}) as settings.DNS_SERVER, pytest.raises(SystemExit) as end:
        call_command("mail", "domain")
    assert end.value.code == 1
    assert f'{DOMAIN} TXT "v=spf1 a:{RELAY} ~all"' in capsys.readouterr().out


def test_the_page_in_its_states(page, settings, signed):
    address = reverse("delivery_desk:domain")
    user = page.sign_in(Role.ADMINISTRATOR)
    assert "Henüz hiç denetlenmedi" in page.get(address, max_queries=30).text
    actions.check_domain(by=user, at=NOON)
    page.get(address)
    with serving(zone(signed) | {DOMAIN: [], f"_dmarc.{DOMAIN}": [text("v=DMARC1; p=none")]}) as settings.DNS_SERVER:
        looking.renew(NOON + timedelta(minutes=1))
    shown = page.get(address).text
    assert f"v=spf1 a:{RELAY} ~all" in shown
    settings.MAIL_CHANNEL = "outbox"
    assert "Şu anda gerekmiyor" in page.get(address).text


def test_the_button_only_asks(client, settings, signed, django_capture_on_commit_callbacks):
    settings.DEMO = True
    client.force_login(user(Role.CLERK))
    address = reverse("delivery_desk:domain")
    assert client.post(address).status_code in (302, 403)
    assert not DomainCheck.objects.exists()
    client.force_login(user(Role.HEAD))
    with django_capture_on_commit_callbacks() as queued:
        assert client.post(address).status_code == 302
    assert DomainCheck.objects.get().is_wanted
    assert tasks.look_at_domain.enqueue in queued
    assert int(client.get(address)["Refresh"]) < 10
