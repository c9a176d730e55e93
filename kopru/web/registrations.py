"""What the press room tells the apps below."""

from pathlib import Path
from typing import Final

from wagtail.permissions import register_permission_policy

from kopru.core import public_pages
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import OFFICE, Role, grant
from kopru.typesetting import registry
from kopru.web import pages
from kopru.web.models import Fact, Spokesperson

_CHIEFS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR})

for _model in (Spokesperson, Fact):
    register_permission_policy(_model, ScopedPolicy(_model, view=OFFICE, add=OFFICE, change=OFFICE, delete=_CHIEFS))
grant("web.change_pressroom", *_CHIEFS)
public_pages.register(pages.frame)
registry.register_templates(Path(__file__).parent)
