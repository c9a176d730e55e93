"""Real servers on loopback for tests and benches: each a context manager that starts one on a free port.

`python -m tests.servers postgresql -- COMMAND …` runs a command with KOPRU_DATABASE_URL set.
"""

import contextlib
import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

POSTFIX = "/usr/sbin/postfix"


class ServerMissing(Exception):
    """A program the tests need is not installed; the message says which."""


def free_port() -> int:
    """Return a TCP port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, *, seconds: float = 30) -> None:
    """Wait until something accepts connections on `port`.

    :raises TimeoutError: if nothing does in time
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


def _as(user: str) -> list[str]:
    return ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []


def program(name: str, *places: str) -> str:
    """Return the full path of `name`, also from `places` outside PATH.

    :raises ServerMissing: if it is nowhere
    """
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
    if not found:
        raise ServerMissing(f"{name} is not installed")
    return found


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL of its own; yields its URL. Durable settings are off: these are tests."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    bin_folder = str(versions[-1]) if versions else ""
    initdb, pg_ctl = program("initdb", bin_folder), program("pg_ctl", bin_folder)
    folder = Path(tempfile.mkdtemp(prefix="kopru-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port = free_port()
    run = _as("postgres")
    data = folder / "data"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=100"
    try:
        subprocess.run(
            [*run, initdb, "-D", data, "-U", "kopru", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        subprocess.run(
            [*run, pg_ctl, "-D", data, "-w", "-l", folder / "log", "-o", options, "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        yield f"postgres://kopru@127.0.0.1:{port}/postgres"
    finally:
        stop = [*run, pg_ctl, "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Mailboxes:
    """A running Postfix: where it listens and where the mail of example.org and below it lies.

    A mailbox is named by what stands before the @; below example.org (haber@gazete.example.org) by the whole address.
    """

    port: int
    folder: Path

    def messages(self, mailbox: str) -> list[bytes]:
        """Return the raw messages in `mailbox`, oldest first."""
        new = self.folder / "mail" / mailbox / "new"
        return [path.read_bytes() for path in sorted(new.glob("*"), key=lambda path: path.stat().st_mtime_ns)]

    def await_messages(self, mailbox: str, count: int, *, seconds: float = 60) -> list[bytes]:
        """Wait until `mailbox` holds `count` messages.

        :raises TimeoutError: if they do not come
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.messages(mailbox)
            if len(found) >= count:
                return found
            time.sleep(0.1)
        raise TimeoutError(f"{mailbox} has {len(self.messages(mailbox))} of {count} messages")


_MAIN_CF = """
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
mail_owner = postfix
setgid_group = postdrop
command_directory = /usr/sbin
daemon_directory = {daemons}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = posta.example.org
mydestination = yerel.example.org
mynetworks = 127.0.0.0/8
default_transport = error:no mail leaves this machine
relay_transport = error:no mail leaves this machine
virtual_mailbox_domains = regexp:{folder}/domains
virtual_mailbox_maps = regexp:{folder}/mailboxes
virtual_transport = keep
virtual_alias_maps = inline:{{ {{ gecbozulan@example.org = gecbozulan@yerel.example.org }} }}
alias_maps = inline:{{ {{ gecbozulan = "|exit 67" }} }}
alias_database =
local_recipient_maps =
recipient_delimiter = +
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
smtpd_client_connection_count_limit = 100
smtpd_client_connection_rate_limit = 0
minimal_backoff_time = 5s
"""

_MASTER_CF = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
keep unix - n n - 20 pipe user=nobody argv={folder}/keep ${{user}} ${{domain}}
"""

_KEEP = """#!/bin/sh
case $2 in example.org) box=$1 ;; *) box=$1@$2 ;; esac
new={folder}/mail/$box/new
mkdir -p "$new" {folder}/mail/tmp
file=$(mktemp {folder}/mail/tmp/XXXXXXXX) && cat >"$file" && mv "$file" "$new/$(date +%s%N).$$"
"""


@contextlib.contextmanager
def postfix() -> Iterator[Mailboxes]:
    """Run a Postfix that keeps all mail of example.org and its subdomains in Maildirs and lets none out.

    `yok…@example.org` is refused at RCPT; `gecbozulan@example.org` is accepted and bounces later.
    Needs root, as Postfix does.
    """
    command = program("postfix", "/usr/sbin")
    daemons = "/usr/lib/postfix/sbin" if Path("/usr/lib/postfix/sbin").is_dir() else "/usr/libexec/postfix"
    folder = Path(tempfile.mkdtemp(prefix="kopru-postfix-"))
    folder.chmod(0o755)
    owner = pwd.getpwnam("nobody")
    port = free_port()
    for name in ("queue", "data", "mail", "conf"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    (folder / "mailboxes").write_text("if !/^yok/\n/@([^@]+\\.)?example\\.org$/ kept\nendif\n")
    # not the domain of Postfix' own local delivery, where an alias bounces later
    (folder / "domains").write_text("if !/^yerel\\./\n/^(.+\\.)?example\\.org$/ kept\nendif\n")
    (folder / "keep").write_text(_KEEP.format(folder=folder))
    (folder / "keep").chmod(0o755)
    places = {"queue": folder / "queue", "data": folder / "data", "folder": folder, "daemons": daemons}
    (folder / "conf/main.cf").write_text(_MAIN_CF.format(**places))
    (folder / "conf/master.cf").write_text(_MASTER_CF.format(port=port, folder=folder))
    try:
        subprocess.run([command, "-c", folder / "conf", "start"], check=True, capture_output=True)
        wait_for(port)
        yield Mailboxes(port=port, folder=folder)
    finally:
        subprocess.run([command, "-c", folder / "conf", "stop"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Certificate:
    """A server's certificate and key, and that of the authority that gave it: paths of PEM files."""

    chain: Path
    key: Path
    authority: Path


def certificate(folder: Path, *, name: str = "IP:127.0.0.1", days: int = 2) -> Certificate:
    """Make an authority in `folder`, and by it a certificate for a server of this name, as OpenSSL writes it."""
    openssl = program("openssl")
    ca, ca_key, key, wish, chain = (folder / each for each in ("ca.pem", "ca.key", "key.pem", "wish.csr", "chain.pem"))
    extensions = folder / "extensions"
    extensions.write_text(f"subjectAltName={name}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n")
    new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    uses = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    is_authority = ["-days", "2", "-config", os.devnull, *uses]
    signed_by = ["-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", str(days), "-extfile", extensions]
    for command in (
        ["req", "-x509", *new_key, "-keyout", ca_key, "-out", ca, "-subj", "/CN=Deneme", *is_authority],
        ["req", *new_key, "-keyout", key, "-out", wish, "-subj", "/CN=posta", "-config", os.devnull],
        ["x509", "-req", "-in", wish, "-out", chain, *signed_by],
    ):
        subprocess.run([openssl, *command], check=True, capture_output=True)
    return Certificate(chain=chain, key=key, authority=ca)


@dataclass(frozen=True)
class Dovecot:
    """A running Dovecot: where it listens, and the folder with a Maildir for each mailbox. The password is `sifre`."""

    port: int
    mail: Path
    #: where it listens for TLS from the first byte; 0 where it was given no certificate
    tls_port: int = 0

    def address(self, mailbox: str, *, query: str = "", scheme: str = "imap") -> str:
        """Return how KOPRU_MAILBOXES names this mailbox."""
        port = self.tls_port if scheme == "imaps" else self.port
        return f"{scheme}://{mailbox}:sifre@127.0.0.1:{port}/INBOX{query}"

    def deliver(self, mailbox: str, raw: bytes) -> None:
        """Lay a mail into `mailbox`, as its mail server does."""
        box = self.mail / mailbox
        for folder in (box, box / "tmp", box / "new", box / "cur"):
            folder.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(folder, "nobody")
        name = f"{time.time_ns()}.{secrets.token_hex(4)}.test"
        (box / "tmp" / name).write_bytes(raw)
        (box / "tmp" / name).chmod(0o666)
        (box / "tmp" / name).rename(box / "new" / name)


_DOVECOT_CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
first_valid_uid = 1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{mail}/%n
passdb {{
  driver = static
  args = password=sifre
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/homes/%n
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@contextlib.contextmanager
def dovecot(mail: Path | None = None, *, certificate: Certificate | None = None) -> Iterator[Dovecot]:
    """Run a Dovecot over the Maildirs in `mail`, of a Postfix for instance, or over empty ones of its own.

    With a `certificate` it speaks TLS too, and takes no password without it.
    """
    command = program("dovecot", "/usr/sbin")
    folder = Path(tempfile.mkdtemp(prefix="kopru-dovecot-"))
    folder.chmod(0o755)
    port = free_port()
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.getuid())
    boxes = mail or folder / "mail"
    for place in (folder / "homes", folder / "run", folder / "state", boxes):
        place.mkdir(exist_ok=True)
        os.chown(place, owner.pw_uid, owner.pw_gid)
    conf = folder / "dovecot.conf"
    group = grp.getgrgid(owner.pw_gid).gr_name
    tls_port = free_port() if certificate else 0
    ssl = (
        f"ssl = required\nssl_cert = <{certificate.chain}\nssl_key = <{certificate.key}" if certificate else "ssl = no"
    )
    places = {"folder": folder, "mail": boxes, "port": port, "tls_port": tls_port, "ssl": ssl}
    conf.write_text(_DOVECOT_CONF.format(user=owner.pw_name, group=group, **places))
    with subprocess.Popen([command, "-F", "-c", conf], stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield Dovecot(port=port, mail=boxes, tls_port=tls_port)
        finally:
            server.terminate()
            server.wait(timeout=20)
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def smtp_sink() -> Iterator[int]:
    """Run Postfix' smtp-sink, which accepts and forgets; yields its port."""
    port = free_port()
    command = [program("smtp-sink", "/usr/sbin"), *(["-u", "nobody"] if os.geteuid() == 0 else [])]
    with subprocess.Popen([*command, f"127.0.0.1:{port}", "200"]) as sink:
        try:
            wait_for(port)
            yield port
        finally:
            sink.send_signal(signal.SIGTERM)


def main(arguments: list[str]) -> int:
    """Run a command beside the named server."""
    server, separator, *command = arguments
    if server != "postgresql" or separator != "--":
        sys.exit(__doc__)
    with postgresql() as url:
        return subprocess.run(command, check=False, env={**os.environ, "KOPRU_DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
