"""Single clauses that say something: "X was the son of Y", "Y had a son, X", "it was in 1868 that X was born".

Categories beside those of questions. T one named thing, XS one or several; ROLE a noun whose owner is lacking, R the
same with its owners ("the son of Y": an `Owned`); BEING, IS, AMONG, HAVING and the like ways to say "is" and "has",
whose value is whether they deny; VERB all senses of a verb; SAYING what is said of a subject (a `Predicate`); SAYS a
clause.
"""
