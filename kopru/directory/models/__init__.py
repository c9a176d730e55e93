"""The nouns of the directory: who there is, how each is reached, and audiences made of them."""

from kopru.directory.models.audience import Audience
from kopru.directory.models.contact_points import ContactPoint, Kind, Standing
from kopru.directory.models.enquiries import Enquiry, Proposal
from kopru.directory.models.imports import ImportFile, ImportRow
from kopru.directory.models.merges import Distinct, Merge
from kopru.directory.models.naming import Tag
from kopru.directory.models.outlets import Duty, Outlet, OutletKind, Post, Reach
from kopru.directory.models.people import Circle, Gender, Language, Person
from kopru.directory.models.units import Office, Tenure, Unit, UnitMember

__all__ = [
    "Audience",
    "Circle",
    "ContactPoint",
    "Distinct",
    "Duty",
    "Enquiry",
    "Gender",
    "ImportFile",
    "ImportRow",
    "Kind",
    "Language",
    "Merge",
    "Office",
    "Outlet",
    "OutletKind",
    "Person",
    "Post",
    "Proposal",
    "Reach",
    "Standing",
    "Tag",
    "Tenure",
    "Unit",
    "UnitMember",
]
