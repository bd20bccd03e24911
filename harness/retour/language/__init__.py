"""What the harness says to people in Dutch or English: one catalogue of texts.

The English text stands where it is used, as the key; `nl.po` holds the Dutch. Texts that aren't in the catalogue yet are English in
both languages. A test holds the catalogue against the code: nothing is missing, nothing is left over.

    texts = texts_in("nl")
    texts("Rule sets")                                          # Regelsets
    texts("%(file)s has changed since", file="a.xml")           # a.xml is sindsdien gewijzigd
    texts.counted(2, "%(number)s case", "%(number)s cases")     # 2 gevallen
"""

from retour.language.texts import ENGLISH, Texts, mark, texts_in, told_in

__all__ = ["ENGLISH", "Texts", "mark", "texts_in", "told_in"]
