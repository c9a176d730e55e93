"""What the press room adds to the desk."""

from wagtail import hooks

from kopru.web.viewsets import PressRoomGroup


@hooks.register("register_admin_viewset")
def register_viewset() -> PressRoomGroup:
    """Add the registers of what the press room says."""
    return PressRoomGroup()
