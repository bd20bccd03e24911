"""What earlier runs found, kept by content beside the configuration, so that what hasn't changed needn't be run again."""

from retour.caching.cache import Cache, Known, Unseen
from retour.caching.store import DAMAGED_FILE, STORE_FILE, Kept, Kind, Store

__all__ = [
    "DAMAGED_FILE",
    "STORE_FILE",
    "Cache",
    "Kept",
    "Kind",
    "Known",
    "Store",
    "Unseen",
]
