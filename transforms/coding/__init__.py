"""Articles become mentions: who did what to whom, when and where, with the words that say so."""
