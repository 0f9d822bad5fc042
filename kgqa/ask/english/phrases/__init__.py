"""Forms restated in English, and the sentences of answers.

Each module adds to the one before: words, measures, predicates, sets, numbers, truths, sentences.
"""

from kgqa.ask.english.phrases.sentences import Phrases

__all__ = ["Phrases"]
