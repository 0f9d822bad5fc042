"""The grammar of English, a noun a module: nominals, modifiers, predicates, questions, amounts, truths, requests.

Categories. Words: E a named thing, W one named by its whole name, N a noun for a relation, C a noun for a class, V a
verb (a `Sense`), D a date, NUM a number, ORD an ordinal, LIT a text value, VAL what has it, SUP and COMP words of
degree (a `Degree`), ADJ their positive ("old"), AGE a noun for a span. Of tables: QUOTED a text in quotation
marks, VN a value as a noun ("dogs"), LINKV and KINDV a kind of records as a verb ("visited"), AGENTV a kind that does
it ("taught" of teachers), TIMES "twice". Phrases: RN a noun with its owner still
lacking (an open form), NB a noun with modifiers but without its article, DEF a definite noun phrase, SOME an
indefinite one, EVERY one of all members, NP any of these but EVERY; MOD what follows a noun, VP what is said of a
subject: both are `Modifier`s; Q a question, EMBEDDED one in the order of "tell me who ... is", TOP the whole text.

Words that the grammar does not name are never skipped: a question is read whole or not at all.
"""
