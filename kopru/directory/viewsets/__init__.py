"""The registers of the directory in the desk."""

from kopru.directory.viewsets.choosers import office_chooser, outlet_chooser, person_chooser, unit_chooser
from kopru.directory.viewsets.group import DirectoryGroup

__all__ = ["DirectoryGroup", "office_chooser", "outlet_chooser", "person_chooser", "unit_chooser"]
