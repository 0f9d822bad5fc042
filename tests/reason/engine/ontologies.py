"""Random small ontologies and facts over few names, so that things collide, as strategies of hypothesis.

An ontology is a list of axioms, an axiom is a tuple of triples: one, or those of an expression, a list or a rule.
"""

from hypothesis import strategies as st

from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF, RDF_TYPE, RDFS, XSD, BlankNode, Literal, Triple
from kgqa.reason.rule import DIFFERENT, SWRLB, readable
from kgqa.reason.schema import FIRST, NIL, REST, SWRL

THINGS = [IRI(f"urn:x:{name}") for name in "abcd"]
NAMELESS = [BlankNode("u"), BlankNode("v")]
PROPERTIES = [IRI(f"urn:x:{name}") for name in "pqrs"]
CLASSES = [IRI(f"urn:x:{name}") for name in "CDE"]
LITERALS = [
    Literal("1", XSD + "integer"),
    Literal("01", XSD + "integer"),
    Literal("1.0", XSD + "decimal"),
    Literal("2", XSD + "integer"),
    Literal("x"),
    Literal("x", language="en"),
    Literal("x", XSD + "integer"),
    Literal("1809-02-12", XSD + "date"),
]
"""Equal and different values, a text that is no integer, a date."""

SUB_CLASS, SUB_PROPERTY = IRI(RDFS + "subClassOf"), IRI(RDFS + "subPropertyOf")
THING, NOTHING = IRI(OWL + "Thing"), IRI(OWL + "Nothing")
ON_PROPERTY = IRI(OWL + "onProperty")


class Axiom(tuple):
    """Triples that belong together, and what they say for people."""

    def __new__(cls, triples, text=""):
        made = super().__new__(cls, triples)
        made.text = text or " ".join(map(readable, made[0]))
        return made

    def __repr__(self):
        return f"<{self.text}>"

    def single(self):
        """Each of its triples alone."""
        return [Axiom((triple,)) for triple in self]


def owl(name):
    return IRI(OWL + name)


def listing(label, items):
    """An RDF list of `items`, and its head."""
    nodes = [BlankNode(f"{label}-{number}") for number in range(len(items))]
    found = []
    for node, item, rest in zip(nodes, items, [*nodes[1:], NIL], strict=True):
        found += [Triple(node, FIRST, item), Triple(node, REST, rest)]
    return (nodes[0] if nodes else NIL), found


def _label(*parts):
    words = (part if isinstance(part, str) else readable(part) for part in map(_word, parts))
    return "-".join("".join(c if c.isalnum() or c in ".@" else "" for c in word) for word in words)


def _word(part):
    if isinstance(part, Literal):
        return f"{part.lexical}.{part.language or readable(IRI(part.datatype))}"
    return part if isinstance(part, IRI | BlankNode) else str(part)


def one_of(*items):
    return st.sampled_from([item for group in items for item in group])


USUAL = [PROPERTIES[n] for n in (0, 0, 0, 1, 1, 2, 3)]
"""Properties as axioms and facts name them: mostly the same few, so that they meet."""


def statement(subjects, predicates, objects):
    return st.builds(lambda *terms: Axiom((Triple(*terms),)), one_of(subjects), one_of(predicates), one_of(objects))


def with_list(subject, predicate, items, label):
    head, triples = listing(label, items)
    return Axiom((Triple(subject, predicate, head), *triples), label)


def chain(prop, steps):
    return with_list(prop, owl("propertyChainAxiom"), steps, _label("chain", prop, *steps))


def key(kind, props):
    return with_list(kind, owl("hasKey"), props, _label("key", kind, *props))


def combination(kind, how, parts):
    return with_list(kind, owl(how), parts, _label(how, kind, *parts))


def restriction(kind, prop, how, filler, link):
    """`kind` said to be (or to be below, or above) a nameless restriction."""
    node = BlankNode(_label(how, prop, filler))
    linked = {
        "is": Triple(kind, owl("equivalentClass"), node),
        "below": Triple(kind, SUB_CLASS, node),
        "above": Triple(node, SUB_CLASS, kind),
    }[link]
    return Axiom(
        (Triple(node, ON_PROPERTY, prop), Triple(node, owl(how), filler), linked),
        f"{readable(kind)} {link} {node.value}",
    )


def qualified(kind, prop, most, filler):
    """At most so many values of a class."""
    node = BlankNode(_label("most", prop, most, filler))
    number = Literal(str(most), XSD + "nonNegativeInteger")
    triples = (
        Triple(node, ON_PROPERTY, prop),
        Triple(node, owl("maxQualifiedCardinality"), number),
        Triple(node, owl("onClass"), filler),
        Triple(kind, SUB_CLASS, node),
    )
    return Axiom(triples, f"{readable(kind)} below {node.value}")


def all_different(members, how):
    node = BlankNode(_label("different", how, *members))
    return Axiom(
        (Triple(node, RDF_TYPE, owl("AllDifferent")), *with_list(node, owl(how), members, node.value)), node.value
    )


def not_so(subject, prop, obj):
    node = BlankNode(_label("not", subject, prop, obj))
    target = owl("targetValue" if isinstance(obj, Literal) else "targetIndividual")
    triples = (
        Triple(node, owl("sourceIndividual"), subject),
        Triple(node, owl("assertionProperty"), prop),
        Triple(node, target, obj),
    )
    return Axiom(triples, node.value)


def variable(name):
    return IRI(f"urn:v:{name}")


VARIABLES = [variable(name) for name in "xyzw"]


def swrl_atom(rule, place, kind, *rest):
    """One atom of a rule: its kind, and what it is about."""
    node = BlankNode(f"{rule}-{place}")
    found = [Triple(node, RDF_TYPE, IRI(SWRL + kind + "Atom"))]
    if kind == "Builtin":
        head, triples = listing(f"{node.value}-of", rest[1:])
        return node, [
            *found,
            Triple(node, IRI(SWRL + "builtin"), IRI(SWRLB + rest[0])),
            Triple(node, IRI(SWRL + "arguments"), head),
            *triples,
        ]
    about = {
        "Class": "classPredicate",
        "IndividualProperty": "propertyPredicate",
        "DatavaluedProperty": "propertyPredicate",
    }
    if kind in about:
        found.append(Triple(node, IRI(SWRL + about[kind]), rest[0]))
        rest = rest[1:]
    found += [Triple(node, IRI(SWRL + f"argument{number}"), term) for number, term in enumerate(rest, 1)]
    return node, found


def swrl(body, head):
    """A rule of SWRL; atoms are tuples as `swrl_atom` takes them."""
    label = _label("rule", *(part for atom in (*body, ("to",), *head) for part in atom))
    node = BlankNode(label)
    found = [Triple(node, RDF_TYPE, IRI(SWRL + "Imp"))]
    found += [Triple(name, RDF_TYPE, IRI(SWRL + "Variable")) for name in VARIABLES]
    for side, atoms in (("body", body), ("head", head)):
        made = [swrl_atom(label, f"{side}{number}", *atom) for number, atom in enumerate(atoms)]
        top, triples = listing(f"{label}-{side}", [atom for atom, _ in made])
        found += [Triple(node, IRI(SWRL + side), top), *triples, *(t for _, part in made for t in part)]
    return Axiom(found, label)


X, Y, Z, _ = VARIABLES
_BODIES = st.sampled_from(
    [((X, Y),), ((X, Y), (Y, Z)), ((X, Y), (Z, Y)), ((X, Y), (X, Z)), ((X, X),), ((X, Y), (Y, X))]
)
_TESTS = st.sampled_from(
    [
        None,
        None,
        ("DifferentIndividuals", 0, 1),
        ("Builtin", "lessThan", 0, 1),
        ("Builtin", "equal", 0, 1),
        ("Builtin", "notEqual", 0, 1),
        ("Builtin", "greaterThanOrEqual", 0, LITERALS[0]),
        ("SameIndividual", 0, 1),
    ]
)


@st.composite
def rules(draw):
    """A rule over one or two properties, perhaps with a class, a constant or a test; a head of one or two atoms."""
    pairs = draw(_BODIES)
    body = [("IndividualProperty", draw(one_of(USUAL)), *pair) for pair in pairs]
    names = sorted({name for pair in pairs for name in pair}, key=str)
    if draw(st.booleans()):
        body.append(("Class", draw(one_of(CLASSES)), draw(one_of(names))))
    if draw(st.integers(0, 3)) == 0:
        body.append(
            ("IndividualProperty", draw(one_of(USUAL)), draw(one_of(names, THINGS)), draw(one_of(names, THINGS)))
        )
    test = draw(_TESTS)
    if test is not None and len(names) > 1:
        first, second = draw(st.permutations(names))[:2]
        body.append(tuple({0: first, 1: second}.get(part, part) if isinstance(part, int) else part for part in test))
    return swrl(body, draw(st.lists(_heads(names), min_size=1, max_size=2)))


def _heads(names):
    ends = one_of(names, names, THINGS)
    return st.one_of(
        st.builds(lambda prop, *pair: ("IndividualProperty", prop, *pair), one_of(USUAL), ends, ends),
        st.builds(lambda kind, end: ("Class", kind, end), one_of(CLASSES), ends),
        st.builds(lambda *pair: ("DifferentIndividuals", *pair), ends, ends),
        st.builds(lambda *pair: ("SameIndividual", *pair), ends, ends),
    )


CHARACTERISTICS = ["Symmetric", "Transitive", "Functional", "InverseFunctional", "Irreflexive", "Asymmetric"]
HIERARCHY = st.one_of(
    statement(CLASSES, [SUB_CLASS, owl("equivalentClass")], CLASSES),
    statement(USUAL, [SUB_PROPERTY, owl("inverseOf"), owl("equivalentProperty")], USUAL),
    statement(USUAL, [RDF_TYPE], [owl(f"{name}Property") for name in CHARACTERISTICS]),
    statement(USUAL, [IRI(RDFS + "domain"), IRI(RDFS + "range")], CLASSES),
)
EXPRESSIONS = st.one_of(
    st.builds(chain, one_of(USUAL), st.lists(one_of(USUAL), min_size=2, max_size=4)),
    st.builds(
        combination,
        one_of(CLASSES),
        st.sampled_from(["intersectionOf", "unionOf"]),
        st.lists(one_of(CLASSES), min_size=1, max_size=3),
    ),
    st.builds(
        combination, one_of(CLASSES), st.just("oneOf"), st.lists(one_of(THINGS, NAMELESS), min_size=1, max_size=2)
    ),
    st.builds(
        restriction,
        one_of(CLASSES),
        one_of(USUAL),
        st.sampled_from(["someValuesFrom", "allValuesFrom"]),
        one_of(CLASSES, [THING]),
        st.sampled_from(["is", "below", "above"]),
    ),
    st.builds(
        restriction,
        one_of(CLASSES),
        one_of(USUAL),
        st.just("hasValue"),
        one_of(THINGS, LITERALS[:5]),
        st.sampled_from(["is", "below", "above"]),
    ),
    st.builds(
        restriction,
        one_of(CLASSES),
        one_of(USUAL),
        st.just("maxCardinality"),
        one_of([Literal(n, XSD + "nonNegativeInteger") for n in "01"]),
        st.just("below"),
    ),
    st.builds(qualified, one_of(CLASSES), one_of(USUAL), st.sampled_from([0, 1]), one_of(CLASSES, [THING])),
    st.builds(key, one_of(CLASSES), st.lists(one_of(USUAL), min_size=1, max_size=2, unique=True)),
    rules(),
)
CLASHING = st.one_of(
    statement(CLASSES, [owl("disjointWith"), owl("complementOf")], CLASSES),
    statement(PROPERTIES, [owl("propertyDisjointWith")], PROPERTIES),
    statement(CLASSES, [SUB_CLASS], [NOTHING]),
    st.builds(
        all_different,
        st.lists(one_of(THINGS), min_size=2, max_size=3, unique=True),
        st.sampled_from(["members", "distinctMembers"]),
    ),
    st.builds(not_so, one_of(THINGS), one_of(USUAL), one_of(THINGS, LITERALS)),
)
IDENTITY = st.one_of(
    statement([*THINGS, *NAMELESS], [OWL_SAME_AS, DIFFERENT], [*THINGS, *NAMELESS]),
    statement([*THINGS, *NAMELESS], [OWL_SAME_AS], [*THINGS, *NAMELESS, *LITERALS]),
)
STRANGE = st.one_of(
    statement(CLASSES, [OWL_SAME_AS], CLASSES),
    statement(PROPERTIES, [OWL_SAME_AS], [*PROPERTIES, *NAMELESS]),
    statement(
        PROPERTIES,
        [SUB_PROPERTY, owl("equivalentProperty"), owl("inverseOf")],
        [OWL_SAME_AS, DIFFERENT, RDF_TYPE, SUB_CLASS, SUB_PROPERTY],
    ),
    statement([OWL_SAME_AS, DIFFERENT, RDF_TYPE, SUB_CLASS], [SUB_PROPERTY, owl("equivalentProperty")], PROPERTIES),
    statement([OWL_SAME_AS, RDF_TYPE, SUB_CLASS], [IRI(RDFS + "domain"), IRI(RDFS + "range")], CLASSES),
    statement(
        CLASSES, [SUB_CLASS, owl("equivalentClass")], [owl("TransitiveProperty"), owl("SymmetricProperty"), THING]
    ),
    statement([THING], [SUB_CLASS], CLASSES),
    statement(PROPERTIES, [IRI(RDFS + "range")], [IRI(XSD + "integer"), IRI(RDFS + "Literal")]),
    statement(THINGS, [owl("inverseOf"), SUB_PROPERTY, SUB_CLASS], [*PROPERTIES, *CLASSES]),
    statement(PROPERTIES, PROPERTIES, PROPERTIES),
    statement(PROPERTIES, [RDF_TYPE], CLASSES),
    statement(CLASSES, PROPERTIES, CLASSES),
    statement([RDF_TYPE], [RDF_TYPE], [owl("TransitiveProperty"), owl("SymmetricProperty"), owl("FunctionalProperty")]),
)
"""Schema vocabulary as data, properties and classes as individuals."""
FACTS = st.one_of(
    statement(THINGS, USUAL, THINGS),
    statement(THINGS, USUAL, THINGS),
    statement(THINGS, USUAL, LITERALS),
    statement(THINGS, [RDF_TYPE], CLASSES),
    statement([*THINGS, *NAMELESS], USUAL, [*THINGS, *NAMELESS]),
    statement(NAMELESS, [RDF_TYPE], CLASSES),
)
AXIOMS = st.one_of(HIERARCHY, HIERARCHY, EXPRESSIONS, EXPRESSIONS, CLASHING, IDENTITY)


def flat(groups):
    """The triples of axioms, each once."""
    return list(dict.fromkeys(triple for group in groups for triple in group))


def graphs(axioms=AXIOMS, *, most_axioms=6, least_facts=1, most_facts=12):
    """Graphs as lists of axioms and facts."""
    return st.builds(
        lambda schema, facts: [*schema, *facts],
        st.lists(axioms, max_size=most_axioms),
        st.lists(FACTS, min_size=least_facts, max_size=most_facts),
    )


ODD = st.one_of(AXIOMS, AXIOMS, STRANGE)
PLAIN = st.one_of(HIERARCHY, EXPRESSIONS)
"""Without identity and clashes stated."""
_ = RDF
