"""The commands and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(
    name="permitted",
    help="Write messages to Amazon buyers that keep Amazon's communication policy.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Ui = Annotated[str | None, typer.Option("--ui", metavar="en|zh", help="Language of prompts and explanations.")]
Content = Annotated[
    list[Path] | None,
    typer.Option("--content", metavar="DIR", help="A folder with intents/ and templates/, searched first. Repeatable."),
]
Strict = Annotated[
    bool | None,
    typer.Option("--strict/--no-strict", help="Refuse what we cannot vouch for; the default without a terminal."),
]
LedgerAt = Annotated[
    str | None,
    typer.Option("--ledger", metavar="PATH|URL|none", help="What was written; the default is a file of your own."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def _spoken(ui: Ui = None) -> None:
    """Take ``--ui`` before a command too; the boundary has read it by now."""


@app.command()
def write(
    intent: Annotated[str | None, typer.Argument(help="Why you write; `permitted intents` lists them.")] = None,
    facts: Annotated[
        str | None,
        typer.Option("--facts", metavar="FILE", help="Facts in YAML or JSON; - is standard input."),
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME=VALUE", help="One fact. Repeatable; rules over --facts."),
    ] = None,
    insert: Annotated[
        str | None, typer.Option("--insert", metavar="TEXT", help="Your own words; they are checked.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="TAG", help="The buyer's language, such as de or en-GB."),
    ] = None,
    marketplace: Annotated[
        str | None, typer.Option("--marketplace", metavar="CODE", help="Such as DE, UK or amazon.co.jp.")
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day of writing; the default is today.")
    ] = None,
    form: Annotated[
        str, typer.Option("--as", metavar="text|html|eml|json|api", help="The form of the output.")
    ] = "text",
    buyer_wrote_first: Annotated[
        bool, typer.Option("--buyer-wrote-first", help="The message answers the buyer.")
    ] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Use wording that is not vetted; the message says so.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask anything.")] = False,
    strict: Strict = None,
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", metavar="PATH|URL", help="Remember it there, and refuse what was written before."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Write also what the ledger says was written.")] = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Write a message: with questions at a terminal, or from facts without any."""
    from generator.cli.order import Order
    from generator.cli.write import write_message

    order = Order(
        intent,
        facts,
        fact or [],
        insert,
        language,
        marketplace,
        today,
        form,
        buyer_wrote_first,
        drafts,
        no_input,
        strict,
        ledger,
        again,
        tuple(content or ()),
    )
    return write_message(order, content or [], ui)


@app.command()
def intents(as_json: AsJson = False, content: Content = None, ui: Ui = None) -> int:
    """List the reasons for which a message can be written."""
    from generator.cli.show import list_intents

    return list_intents(content or [], ui, as_json=as_json)


@app.command()
def show(
    intent: Annotated[str, typer.Argument(help="The intent to show.")],
    language: Annotated[str | None, typer.Option("--language", metavar="TAG", help="Language of the example.")] = None,
    gloss: Annotated[
        str | None,
        typer.Option(
            "--gloss",
            metavar="TAG",
            help="Set the example beside the same message in this language, sentence by sentence.",
        ),
    ] = None,
    as_json: AsJson = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Show an intent: its facts, clauses, route and an example."""
    from generator.cli.show import show_intent

    return show_intent(intent, language, gloss, content or [], ui, as_json=as_json)


@app.command()
def rules(as_json: AsJson = False, ui: Ui = None) -> int:
    """List the rules that a text is held against."""
    from generator.cli.show import list_rules

    return list_rules(ui, as_json=as_json)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="A rule, a clause such as G1.10, or the code of a problem such as T012.")],
    as_json: AsJson = False,
    ui: Ui = None,
) -> int:
    """Explain a rule (clause, reason, fix, examples), a clause, or the code of a problem."""
    from generator.cli.show import explain

    return explain(rule, ui, as_json=as_json)


@app.command()
def check(
    text: Annotated[str | None, typer.Argument(help="The text; - is standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A file with the text.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="An HTML message: its look, pictures and links too.")
    ] = None,
    language: Annotated[str, typer.Option("--language", metavar="TAG", help="The language of the text.")] = "en",
    intent: Annotated[
        str | None, typer.Option("--intent", metavar="INTENT", help="The message that it belongs to.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write one JSON object a line.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Offer the text without what may not be said.")] = False,
    strict: Strict = None,
    as_json: AsJson = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Check a text of your own against the policy."""
    from generator.cli.check import alone, check_lines, check_page, check_text

    if html is not None:
        alone("--html", text=text, file=file, jsonl=jsonl or None, fix=fix or None, intent=intent)
        return check_page(html, language, ui, as_json=as_json, strict=strict)
    if jsonl:
        return check_lines(language, content or [], ui)
    return check_text(text, file, language, intent, content or [], ui, as_json=as_json, fix=fix, strict=strict)


@app.command()
def evaluate(
    corpora: Annotated[
        list[Path] | None, typer.Argument(help="Files of labelled texts; without any, the project's own.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="TAG", help="Only this language.")] = None,
    part: Annotated[
        str, typer.Option("--part", metavar="all|open|sealed", help="Sealed texts were never learnt from.")
    ] = "sealed",
    misses: Annotated[bool, typer.Option("--misses", help="List the texts judged wrongly.")] = False,
    as_json: AsJson = False,
    ui: Ui = None,
) -> int:
    """Measure the check on texts whose labels are known."""
    from generator.cli.evaluate import evaluate_corpora

    return evaluate_corpora(corpora or [], language, part, ui, misses=misses, as_json=as_json)


@app.command()
def vet(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders of a content root; without any, everything.")
    ] = None,
    as_json: AsJson = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and audit again when a file changes.")] = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Audit all content: intents, templates, samples, vetting record."""
    from generator.cli.upkeep import vet_content

    return vet_content(paths or [], content or [], ui, as_json=as_json, watch=watch)


@app.command()
def approve(
    intent: Annotated[str, typer.Argument(help="The intent to sign.")],
    languages: Annotated[list[str] | None, typer.Argument(help="Its languages; without any, all.")] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who signs.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Which checks and readings it passed.")] = "",
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day of signing; the default is today.")
    ] = None,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Sign wording that passes the audit, so that messages may be made from it."""
    from generator.cli.upkeep import approve_wording

    return approve_wording(intent, languages or [], by, note, today, content or [], ui)


@app.command()
def vetting(
    intents: Annotated[list[str] | None, typer.Argument(help="Intents to show; without any, all.")] = None,
    as_json: AsJson = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Show who signed which wording, when, under which policy, and what changed since."""
    from generator.cli.upkeep import show_vetting

    return show_vetting(intents or [], content or [], ui, as_json=as_json)


@app.command()
def samples(
    intents: Annotated[list[str] | None, typer.Argument(help="Intents; without any, all.")] = None,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Write the expected messages of the samples anew, to be read before they are kept."""
    from generator.cli.upkeep import write_expected

    return write_expected(intents or [], content or [], ui)


@app.command()
def paths(as_json: AsJson = False, content: Content = None, ui: Ui = None) -> int:
    """List the folders in which content is looked for, in order."""
    from generator.cli.upkeep import list_paths

    return list_paths(content or [], ui, as_json=as_json)


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(help="intent, rules or routes.")] = "intent",
    _ui: Ui = None,
) -> int:
    """Print the JSON Schema of a kind of file, for editors."""
    from generator.cli.upkeep import print_schema

    return print_schema(kind)


new = typer.Typer(help="Write the first files of an intent or a language.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(new, name="new")
new.callback()(_spoken)


@new.command("intent")
def _new_intent(
    name: Annotated[str, typer.Argument(help="Its id, such as warranty_info.")],
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Write an intent, its English template and a sample, with guidance inside."""
    from generator.cli.upkeep import scaffold_intent

    return scaffold_intent(name, content or [], ui)


@new.command("language")
def _new_language(
    language: Annotated[str, typer.Argument(help="Its tag, such as da or pt-BR.")],
    intents: Annotated[list[str] | None, typer.Argument(help="Intents; without any, all that lack it.")] = None,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Write a language's templates, each line with what it has to say in English."""
    from generator.cli.upkeep import scaffold_language

    return scaffold_language(language, intents or [], content or [], ui)


@app.command()
def batch(
    intent: Annotated[str, typer.Argument(help="Why you write, such as delay_notice.")],
    reports: Annotated[list[Path], typer.Argument(help="Reports as Amazon gives them, or tables with a mapping.")],
    out: Annotated[
        str, typer.Option("--out", metavar="DIR|FILE.jsonl|FILE.csv|-", help="Where to; what exists is gone on with.")
    ],
    form: Annotated[str, typer.Option("--as", metavar="json|text|eml|api", help="The form of each message.")] = "json",
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="Which column holds which fact (YAML).")
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME=VALUE", help="A fact for all orders; dates also as +5d or +5wd."),
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", metavar="EXPR", help="Only orders such as quantity-to-ship>0.")
    ] = None,
    marketplace: Annotated[
        str | None, typer.Option("--marketplace", metavar="CODE", help="Where the report does not say.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="Where the report does not say.")
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day of writing; the default is today.")
    ] = None,
    ledger: LedgerAt = None,
    summary: Annotated[Path | None, typer.Option("--summary", metavar="FILE", help="The figures as JSON.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="Processes that compose.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Write also what was written before.")] = False,
    buyer_wrote_first: Annotated[
        bool, typer.Option("--buyer-wrote-first", help="The messages answer the buyers.")
    ] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Use wording that is not vetted.")] = False,
    strict: Strict = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would become of each.")] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="here|dask", help="Where to compose.")] = "here",
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster, such as tcp://10.0.0.5:8786."),
    ] = None,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Write a message for every order of a report that needs one; none is written twice."""
    from generator.cli.batch import Request, write_batch

    request = Request(
        intent,
        reports,
        out,
        form,
        mapping,
        fact or [],
        where,
        marketplace,
        language,
        today,
        ledger,
        summary,
        jobs,
        again,
        buyer_wrote_first,
        drafts,
        strict is not False,
        dry_run,
        scheduler if engine == "dask" else None,
        engine,
    )
    return write_batch(request, content or [], ui)


@app.command()
def report(
    file: Annotated[Path, typer.Argument(help="The report.")],
    intent: Annotated[str | None, typer.Option("--intent", metavar="INTENT", help="Which facts it would lack.")] = None,
    as_json: AsJson = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Say what a report is, and which of its columns are read as what."""
    from generator.cli.batch import describe_report

    return describe_report(file, intent, content or [], ui, as_json=as_json)


@app.command()
def history(
    order: Annotated[str | None, typer.Argument(help="An order id; without one, all.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")] = None,
    as_json: AsJson = False,
    ledger: LedgerAt = None,
    ui: Ui = None,
) -> int:
    """Show what was written for an order, or since a day."""
    from generator.cli.ledger import show_history

    return show_history(order, since, ledger, ui, as_json=as_json)


@app.command()
def recheck(as_json: AsJson = False, ledger: LedgerAt = None, content: Content = None, ui: Ui = None) -> int:
    """Name the wordings that were written and would not pass today."""
    from generator.cli.ledger import recheck as recheck_all

    return recheck_all(ledger, content or [], ui, as_json=as_json)


@app.command()
def forget(order: Annotated[str, typer.Argument(help="The order id.")], ledger: LedgerAt = None, ui: Ui = None) -> int:
    """Take an order out of the ledger."""
    from generator.cli.ledger import forget_order

    return forget_order(order, ledger, ui)


book = typer.Typer(help="Export, import or check the ledger.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(book, name="ledger")
book.callback()(_spoken)


@book.command("export")
def _export(ledger: LedgerAt = None) -> int:
    """Print the ledger as JSON lines."""
    from generator.cli.ledger import export_ledger

    return export_ledger(ledger)


@book.command("import")
def _import(
    file: Annotated[Path, typer.Argument(help="Exported lines; - is standard input.")],
    ledger: LedgerAt = None,
    ui: Ui = None,
) -> int:
    """Add exported lines; what is there already stays as it is."""
    from generator.cli.ledger import import_ledger

    return import_ledger(file, ledger, ui)


@book.command("check")
def _check(
    release: Annotated[bool, typer.Option("--release", help="Give left-behind reservations back.")] = False,
    ledger: LedgerAt = None,
    ui: Ui = None,
) -> int:
    """Say whether the ledger is sound, and which reservations were left behind."""
    from generator.cli.ledger import check_ledger

    return check_ledger(ledger, ui, release=release)
