"""The commands and their arguments; all else is a call."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from kgqa.cli import keeping, keys, model
from kgqa.cli.entry import DONE, NOTHING_FOUND
from kgqa.errors import InputError, QueryError

if TYPE_CHECKING:
    from kgqa.pipeline import KnowledgeBase

# typer reads the annotations at run time: what they name is imported here, what only a command needs, there.

app = typer.Typer(
    help="Answers that are derived, not predicted: questions to an RDF graph, answered with proofs.",
    epilog="Exit status: 0 done, 1 nothing found, 2 bad input or usage.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(model.app, name="model")
app.add_typer(keys.app, name="keys")

Files = Annotated[
    list[Path] | None,
    typer.Option(
        "-g",
        "--graph",
        metavar="FILE",
        help="RDF (.ttl .nt .nq .trig .rdf .owl .jsonld, also .gz), GEDCOM (.ged) or an ontology; "
        "repeatable. With neither -g nor --store: the bundled demonstration graph.",
    ),
]
Store = Annotated[Path | None, typer.Option(metavar="DIR", help="A durable store, made by kgqa load.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Policy: TypeAlias = Literal["strict", "guarded", "open"]
Format: TypeAlias = Literal["json", "csv", "tsv", "xml", "turtle", "nt", "rdfxml", "jsonld", "table"]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print("kgqa", version("kgqa"))
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and end.")
    ] = False,
) -> None:
    pass


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option(metavar="Q.jsonl", help='Many questions, a line each: {"id", "question"}; - is stdin.'),
    ] = None,
    graph: Files = None,
    store: Store = None,
    json: Json = False,
    policy: Annotated[Policy | None, typer.Option(help="When a model may be asked.")] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Never ask a model.")] = False,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            metavar="C",
            help="Which candidate was meant, or its number in the conversation's last ambiguous answer; repeatable.",
        ),
    ] = None,
    conversation: Annotated[
        str | None, typer.Option(metavar="ID", help="The conversation that the question belongs to.")
    ] = None,
) -> int:
    """Answer a question, or every question of a file.

    With --choose and --conversation, QUESTION may be left out: the last ambiguous one is meant.
    """
    if question is None and file is None and choose and conversation:
        question = ""
    if (question is None) == (file is None):
        raise InputError("ask takes either a QUESTION or --file", remedy="see kgqa ask --help")
    from kgqa.cli import asking

    options = asking.Options(tuple(choose or ()), conversation, policy, not no_model)
    if question is None:
        assert file is not None
        return asking.ask_file(file, _opened(graph, store), options)
    return asking.ask_one(question, _opened(graph, store), options, as_json=json)


@app.command()
def verify(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", show_default=False, help="Any text; - reads it from stdin.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="C.jsonl",
            help='Many, a line each: {"id", "text"} or {"id", "claims": [{"subject", "predicate", "object", '
            '"negated"?, "from"?, "to"?}]}; - is stdin. Of an RDF file, each triple is a claim.',
        ),
    ] = None,
    graph: Files = None,
    store: Store = None,
    json: Json = False,
    rewrite: Annotated[
        bool, typer.Option("--rewrite", help="Also give the text with what is contradicted replaced, marked.")
    ] = False,
) -> int:
    """Check every claim of a text against the graph, or of every line of a file.

    The exit status is 0 whatever the verdict.
    """
    if (text is None) == (file is None):
        raise InputError("verify takes either a TEXT or --file", remedy="see kgqa verify --help")
    from kgqa.cli import verifying

    if text is None:
        assert file is not None
        return verifying.verify_file(file, _opened(graph, store), rewrite=rewrite)
    return verifying.verify_one(text, _opened(graph, store), as_json=json, rewrite=rewrite)


@app.command()
def schema(graph: Files = None, store: Store = None, json: Json = False) -> int:
    """List what can be asked: classes and properties with their words, and questions that are answered."""
    from kgqa.ask.coverage import coverage_json
    from kgqa.cli.schema import schema_text

    kb = _opened(graph, store)
    if json:
        _print_json(coverage_json(kb.coverage) | {"revision": kb.revision})
    else:
        print(schema_text(kb.coverage))
    return DONE


@app.command()
def prompts(json: Json = False) -> int:
    """List the prompts that models are given, with the hashes by which answers name them.

    JSON has their texts, too.
    """
    from kgqa.cli.prompts import prompts_json, prompts_text

    if json:
        _print_json(prompts_json())
    else:
        print(prompts_text())
    return DONE


@app.command()
def explain(
    subject: Annotated[str, typer.Argument(metavar="S", help="An IRI, a prefixed name or a label.")],
    predicate: Annotated[str, typer.Argument(metavar="P", help="The same.")],
    object: Annotated[str, typer.Argument(metavar="O", help="The same, or a literal's text.")],
    graph: Files = None,
    store: Store = None,
    all: Annotated[bool, typer.Option("--all", help="Every proof, not only the shortest.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Have the proofs checked by a program apart from the reasoner.")
    ] = False,
    json: Json = False,
) -> int:
    """Show why a fact holds, as a proof tree."""
    from kgqa.ask.lacking import missing_text
    from kgqa.ask.render import proof_json
    from kgqa.cli.screen import proof_text, shown

    kb = _opened(graph, store)
    proofs = kb.explain(subject, predicate, object, every=all)
    if json:
        trees = [proof_json(proof) for proof in proofs]
        _print_json(trees if all else trees[0] if trees else None)
    elif proofs:
        print("\n\n".join(map(proof_text, proofs)))
    else:
        print(shown(f"Not entailed: {subject} {predicate} {object}"))
        for missing in kb.why_not(subject, predicate, object, limit=1):
            print("\n".join(map(shown, missing_text(missing, kb.labels).split("\n"))))
    if proofs and check:
        from kgqa.cli.checking import are_sound

        return DONE if are_sound(proofs, kb) else NOTHING_FOUND
    return DONE if proofs else NOTHING_FOUND


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="SPARQL 1.1; - reads it from stdin.")],
    graph: Files = None,
    store: Store = None,
    format: Annotated[
        Format | None,
        typer.Option(help="Default: table on a terminal; elsewhere json, or turtle for triples."),
    ] = None,
) -> int:
    """Run a SPARQL query over what is stated and entailed.

    FROM <urn:kgqa:asserted> sees what is stated only.
    """
    from kgqa.cli.table import table
    from kgqa.sparql_query import explained
    from kgqa.sparql_results import chunks
    from kgqa.store.protocol import Triples

    text = sys.stdin.read() if query == "-" else query
    try:
        result = _opened(graph, store).sparql(text)
    except QueryError as error:
        raise explained(error, text) from None
    default = "table" if sys.stdout.isatty() else "turtle" if isinstance(result, Triples) else "json"
    wanted = format or default
    sys.stdout.writelines(table(result) if wanted == "table" else chunks(result, wanted))
    return DONE


@app.command()
def check(graph: Files = None, store: Store = None, json: Json = False) -> int:
    """List what in the graph cannot all be true."""
    from kgqa.ask.render import conflict_json
    from kgqa.cli.screen import conflict_text, responsible_text

    base = _opened(graph, store)
    conflicts = base.conflicts()
    if json:
        _print_json([conflict_json(conflict) for conflict in conflicts])
    else:
        for conflict in conflicts:
            print(conflict_text(conflict))
            print(responsible_text(base.responsible(conflict)), end="\n\n")
        print(f"{len(conflicts):,} {'conflict' if len(conflicts) == 1 else 'conflicts'}")
    return NOTHING_FOUND if conflicts else DONE


@app.command()
def reason(
    graph: Files = None,
    store: Store = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write: .nt, .nq or .ttl, .gz after it.")
    ] = None,
    inferred_only: Annotated[bool, typer.Option("--inferred-only", help="Leave out what is stated.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Show the compiled rules instead.")] = False,
    closure: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Save the reasoner's closure instead, which is fast for large graphs."),
    ] = None,
) -> int:
    """Write all that the graph states and entails.

    On stdout it is N-Triples.
    """
    if closure is not None:
        if output is not None or inferred_only or plan:
            raise InputError("--closure goes with none of --output, --inferred-only, --plan")
        from kgqa.cli.saving import save_closure

        return save_closure(graph or [], store, closure)
    from itertools import chain

    from kgqa.cli.export import check_name, check_target, export
    from kgqa.cli.screen import shown

    if output is not None:
        check_name(output)
        check_target(output, graph or [])
    kb = _opened(graph, store)
    if plan:
        print(*map(shown, kb.plan().splitlines()), sep="\n")
        return DONE
    export(kb.inferred() if inferred_only else chain(kb.asserted(), kb.inferred()), output, kb.store)
    return DONE


@app.command("test")
def run_tests(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Test files (.yaml) or their folders.")],
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write a JUnit report.")] = None,
    compare: Annotated[
        Literal["owlrl"] | None, typer.Option(help="Also show where another engine disagrees (slow).")
    ] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Name the cases that pass, too.")] = False,
) -> int:
    """Run reasoning tests: what must and must not follow."""
    from kgqa.cli.testing import run

    return run(paths, junit=junit, compare=compare is not None, verbose=verbose)


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files as for -g.")],
    store: Annotated[Path, typer.Option(metavar="DIR", help="The store; made where there is none.")],
    source: Annotated[
        str | None, typer.Option(metavar="IRI", help="The graph that the facts go to; default: one per file.")
    ] = None,
) -> int:
    """Load files into a durable store, and reason over it."""
    from kgqa.cli.opening import load_into

    return load_into(files, store, source)


@app.command()
def serve(
    graph: Files = None,
    store: Store = None,
    host: Annotated[str | None, typer.Option(metavar="H", help="Address to bind to [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(metavar="P", min=0, max=65535, help="Port [default: 8000]")] = None,
    writable: Annotated[
        bool, typer.Option("--writable", help="Let who has a key change the store; made where there is none.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Processes to answer with [default: one for each processor, at most 4]"),
    ] = None,
) -> int:
    """Serve the pages, the API and the SPARQL endpoint over HTTP."""
    from kgqa.cli.serving import serve_graph

    return serve_graph(graph or [], store, host, port, writable=writable, workers=workers)


for command in keeping.COMMANDS:
    app.command()(command)


def _opened(graph: list[Path] | None, store: Path | None) -> KnowledgeBase:
    from kgqa.cli.opening import open_graph

    return open_graph(graph or [], store)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
