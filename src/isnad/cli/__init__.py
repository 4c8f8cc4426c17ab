"""The command. Importing it makes garbage collection rarer: loading the lexicons makes a million objects that stay."""

import gc

gc.set_threshold(400_000, 50, 50)
