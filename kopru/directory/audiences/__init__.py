"""Audiences as rules: what a rule may say, who it means today, and why somebody is in it."""

from kopru.directory.audiences.grammar import RuleInvalid, parse
from kopru.directory.audiences.merged import current
from kopru.directory.audiences.reasons import reasons, reasons_for_all
from kopru.directory.audiences.resolution import contact_points, count, members

__all__ = ["RuleInvalid", "contact_points", "count", "current", "members", "parse", "reasons", "reasons_for_all"]
