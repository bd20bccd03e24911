"""Results as a folder of web pages: an overview, a page for each rule and one for each case or message."""

from retour.reports.site.provenance import Provenance, provenance_here
from retour.reports.site.writing import write_site

__all__ = ["Provenance", "provenance_here", "write_site"]
