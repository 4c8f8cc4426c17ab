"""Sentences, words, numbers, dates and what the trained tagger sees: a laid-out page becomes an analysed text."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Before numpy is first imported: its matrices here are small, threads made them thirty times slower on a busy machine,
# and sums must not depend on how many cores there are.
