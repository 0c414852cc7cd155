"""The look of an HTML message: clauses G4.3 to G4.15 and G5.1 to G5.6 on parsed HTML and CSS.

What counts is what a reader would see: styles are cascaded and inherited as a browser does it, lengths are held against
a width of 700 pixels, and pictures are read where their bytes are at hand. Nothing is ever fetched.
"""

from generator.policy.layout.check import check_html
from generator.policy.layout.page import MOST_CHARACTERS, place_of

__all__ = ["MOST_CHARACTERS", "check_html", "place_of"]
