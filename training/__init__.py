"""How the relation model is made: labelled sentences, examples, training. Nothing here is needed to code news."""
