"""EI, the format with fixed widths that XML took the place of."""

from retour.messages.ei.faults import EI_CODES, MAX_RECORDS, EiFault
from retour.messages.ei.reading import MAX_FAULTS, EiMessage, is_ei, read_ei

__all__ = ["EI_CODES", "MAX_FAULTS", "MAX_RECORDS", "EiFault", "EiMessage", "is_ei", "read_ei"]
