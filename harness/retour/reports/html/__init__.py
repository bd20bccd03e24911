"""Reports as web pages: one file each, with everything in it, made of the templates in this folder."""

from retour.reports.html.lines import message_lines
from retour.reports.html.rendering import asset, fragment, page

__all__ = ["asset", "fragment", "message_lines", "page"]
