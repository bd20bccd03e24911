"""Results as a folder of web pages: an overview, a page for each rule and one for each case or message."""

from retour.reports.site.parts import Part
from retour.reports.site.provenance import Provenance, provenance_here
from retour.reports.site.writing import SiteOptions, write_site

__all__ = ["Part", "Provenance", "SiteOptions", "provenance_here", "write_site"]
