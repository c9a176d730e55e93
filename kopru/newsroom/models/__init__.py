"""The nouns of the newsroom."""

from kopru.newsroom.models.approvals import Absence, Approval, Rules
from kopru.newsroom.models.bulletins import Bulletin, BulletinFile, BulletinQuerySet, Counter, Figure, Topic
from kopru.newsroom.models.editions import Edition, EditionFigure, Kit
from kopru.newsroom.models.offers import Correction, Offer

__all__ = [
    "Absence",
    "Approval",
    "Bulletin",
    "BulletinFile",
    "BulletinQuerySet",
    "Correction",
    "Counter",
    "Edition",
    "EditionFigure",
    "Figure",
    "Kit",
    "Offer",
    "Rules",
    "Topic",
]
