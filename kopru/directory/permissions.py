"""Who may do what in the directory, in sentences."""

from typing import Final

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, STAFF, Role, holds
from kopru.directory.models import ImportFile, Merge, Outlet, Person, Proposal

#: Those who answer for what is forgotten about somebody (KVKK art. 11).
ERASERS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR})


def may_view(user: AnyUser) -> bool:
    """Tell whether `user` may read the directory."""
    return holds(user, *STAFF)


def may_keep(user: AnyUser) -> bool:
    """Tell whether `user` may write in the directory."""
    return holds(user, *OFFICE)


def may_import(user: AnyUser) -> bool:
    """Tell whether `user` may bring in spreadsheets and take the directory out as one."""
    return may_keep(user)


def may_apply(user: AnyUser, import_file: ImportFile) -> bool:
    """Tell whether `user` may have `import_file` taken over."""
    return may_import(user) and import_file.state == ImportFile.State.PREVIEWED


def may_merge(user: AnyUser, kept: Person | Outlet, gone: Person | Outlet) -> bool:
    """Tell whether `user` may fold `gone` into `kept`."""
    return may_keep(user) and kept.merged_into_id is None and gone.merged_into_id is None


def may_unmerge(user: AnyUser, merge: Merge) -> bool:
    """Tell whether `user` may part what `merge` joined."""
    return may_keep(user) and merge.undone_at is None


def may_erase(user: AnyUser, person: Person) -> bool:
    """Tell whether `user` may have the directory forget `person`."""
    return holds(user, *ERASERS) and person.erased_at is None


def may_decide(user: AnyUser, proposal: Proposal) -> bool:
    """Tell whether `user` may take over or decline what somebody says of their own data."""
    return may_keep(user) and proposal.state == Proposal.State.WAITING
