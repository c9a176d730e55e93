"""The verbs of a bulletin, in the order of its life.

Sent for approval, taken back, sent back or approved (`approving`); shown, published, held (`publishing`);
reopened, corrected, supplemented, withdrawn (`mending`); offered, and its recipients notified (`offering`).
"""

from kopru.newsroom.actions.approving import approve, send_back, submit, take_back
from kopru.newsroom.actions.correcting import correct, reopen, supplement, withdraw
from kopru.newsroom.actions.obstacles import Obstacle
from kopru.newsroom.actions.offering import notify_recipients, offer
from kopru.newsroom.actions.publishing import hold, publish, share_by_link, show_inside

__all__ = [
    "Obstacle",
    "approve",
    "correct",
    "hold",
    "notify_recipients",
    "offer",
    "publish",
    "reopen",
    "send_back",
    "share_by_link",
    "show_inside",
    "submit",
    "supplement",
    "take_back",
    "withdraw",
]
