"""A name server on loopback: it answers from a table, over UDP, in a thread of its own."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

#: name: records as in a zone file; None is a server that is silent about this name
Zone = Mapping[str, list[str] | None]


@contextmanager
def serving(zone: Zone) -> Iterator[str]:
    """Serve `zone`; yield "127.0.0.1:port"."""
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asked.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(asked, zone), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{asked.getsockname()[1]}"
    finally:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", asked.getsockname())
        thread.join()
        asked.close()


def _serve(asked: socket.socket, zone: Zone) -> None:
    while True:
        wire, sender = asked.recvfrom(4096)
        if not wire:
            return
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        records = zone.get(name, [])
        if records is None:
            continue
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        kind = dns.rdatatype.to_text(question.rdtype)
        rows = [row.removeprefix(f"{kind} ") for row in records if row.startswith(f"{kind} ")]
        if rows:
            answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, rows))
        elif not records:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        asked.sendto(answer.to_wire(), sender)


def text(value: str) -> str:
    """Return a TXT record in strings of at most 255 bytes."""
    pieces = [value[start : start + 255] for start in range(0, len(value), 255)]
    return "TXT " + " ".join(f'"{piece}"' for piece in pieces)
