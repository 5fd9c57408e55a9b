"""A run as one HTML file that needs nothing else: no script, no link to another place."""

from contracts.reports.html.page import html_page

__all__ = ["html_page"]
