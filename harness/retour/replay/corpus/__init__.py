"""Messages by the thousands, wherever they lie: one by one, in the same order each time, and never all in memory."""

from retour.replay.corpus.corpora import Corpus
from retour.replay.corpus.item import Columns, CorpusItem

__all__ = ["Columns", "Corpus", "CorpusItem"]
