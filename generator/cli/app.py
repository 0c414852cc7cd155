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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


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
    as_json: AsJson = False,
    content: Content = None,
    ui: Ui = None,
) -> int:
    """Show an intent: its facts, clauses, route and an example."""
    from generator.cli.show import show_intent

    return show_intent(intent, language, content or [], ui, as_json=as_json)


@app.command()
def rules(as_json: AsJson = False, ui: Ui = None) -> int:
    """List the rules that a text is held against."""
    from generator.cli.show import list_rules

    return list_rules(ui, as_json=as_json)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="A rule, or the code of a problem such as T012.")],
    as_json: AsJson = False,
    ui: Ui = None,
) -> int:
    """Explain a rule (clause, reason, fix, examples), or the code of a problem."""
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
def schema(kind: Annotated[str, typer.Argument(help="intent, rules or routes.")] = "intent") -> int:
    """Print the JSON Schema of a kind of file, for editors."""
    from generator.cli.upkeep import print_schema

    return print_schema(kind)


new = typer.Typer(help="Write the first files of an intent or a language.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(new, name="new")


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
