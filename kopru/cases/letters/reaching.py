"""By which way words go back to a person: the one place that decides it, so that a new channel is added here."""

from typing import Final

from kopru.cases.models import Case, Channel

#: Ways by which words can go back to a person. SMS stands here as soon as that channel is open.
WAYS: Final = (
    Channel.EMAIL,
    Channel.PHONE,
    Channel.DESK,
    Channel.LETTER,
    Channel.CIMER,
    Channel.MUHTAR,
    Channel.PRESS,
)


def usual_way(case: Case) -> str:
    """Return how an answer goes back: by mail where there is an address, else as the case came."""
    if case.channel in (Channel.CIMER, Channel.MUHTAR):
        return case.channel
    if case.email_key:
        return Channel.EMAIL
    return case.channel if case.channel in WAYS and case.channel != Channel.EMAIL else Channel.PHONE
