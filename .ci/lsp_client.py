"""Drives the language server as an editor does, with pygls, which refuses any answer that is not the protocol's. See lsp-client."""

import asyncio
import pathlib
import sys

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

tool, work = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()

TEXT = """\
param limit = 60 in 0..100

rule improve
  when exposure_score > limit
  then require improve_score daily
  because "{exposure_score} is over {limit} 😀"

rule contain
  for device
  when risk_level >= hgh
  then run isolate on device

test "a high score is worked on" of improve {
  given exposure_score = 72
  expect require improve_score
}
"""


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def place(text, words, inside=0):
    """The position of some words in a text, in UTF-16."""
    before = text[: text.index(words) + inside]
    return lsp.Position(line=before.count("\n"), character=utf16(before.rsplit("\n", 1)[-1]))


def applied(text, edits):
    """The text with the edits, from the last to the first."""
    lines = text.split("\n")

    def offset(position):
        line = lines[position.line] if position.line < len(lines) else ""
        character = line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines[: position.line]) + len(character)

    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


class Client(LanguageClient):
    problems = []

    def report_server_error(self, error, source):
        self.problems.append(f"{source}: {error!r}")


async def main():
    folder = work / "rules"
    folder.mkdir()
    path = folder / "a b.secrule"
    path.write_text(TEXT, encoding="utf-8")
    document = lsp.TextDocumentIdentifier(uri=path.as_uri())
    client = Client("ci", "1")
    published = {}
    news = asyncio.Event()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(parameters):
        published[parameters.uri] = parameters
        news.set()

    messages = []

    @client.feature(lsp.WINDOW_SHOW_MESSAGE)
    def _(parameters):
        messages.append(parameters.message)

    @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def _(parameters):
        return None

    async def diagnostics(version):
        while document.uri not in published or published[document.uri].version != version:
            news.clear()
            await asyncio.wait_for(news.wait(), 30)
        return published[document.uri].diagnostics

    await client.start_io(tool, "lsp")
    started = await client.initialize_async(
        lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(
                text_document=lsp.TextDocumentClientCapabilities(
                    publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True),
                    document_symbol=lsp.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
                )
            ),
            root_uri=folder.as_uri(),
            workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="rules")],
        )
    )
    assert started.server_info.name == "secops-rules" and started.capabilities.completion_provider.resolve_provider
    client.initialized(lsp.InitializedParams())
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri=document.uri, language_id="secrule", version=1, text=TEXT))
    )
    (mistake,) = [one for one in await diagnostics(1) if one.severity == lsp.DiagnosticSeverity.Error]
    assert "hgh" in mistake.message and mistake.range.start == place(TEXT, "hgh"), mistake

    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(document, mistake.range, lsp.CodeActionContext(diagnostics=[mistake]))
    )
    assert any("high" in action.title for action in actions), actions

    listed = await client.text_document_completion_async(lsp.CompletionParams(document, place(TEXT, "hgh", 1)))
    assert [item.label for item in listed.items][0] in ("high", "informational"), listed.items[:3]
    item = next(item for item in listed.items if item.label == "high")
    text = applied(TEXT, [item.text_edit])
    assert "risk_level >= high\n" in text
    assert (await client.completion_item_resolve_async(item)).documentation.value

    # As a client types it: only what differs.
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(uri=document.uri, version=2),
            [lsp.TextDocumentContentChangePartial(range=item.text_edit.range, text=item.text_edit.new_text)],
        )
    )
    assert not [one for one in await diagnostics(2) if one.severity == lsp.DiagnosticSeverity.Error]

    hover = await client.text_document_hover_async(lsp.HoverParams(document, place(text, "risk_level", 3)))
    assert "device.risk_level" in hover.contents.value
    definition = await client.text_document_definition_async(lsp.DefinitionParams(document, place(text, "> limit", 3)))
    assert definition.range.start == place(text, "limit = 60")
    references = await client.text_document_references_async(
        lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=True), document, place(text, "limit = 60"))
    )
    assert len(references) == 3
    renamed = await client.text_document_rename_async(lsp.RenameParams(document, place(text, "limit = 60"), "ceiling"))
    after = applied(text, renamed.changes[document.uri])
    assert after.count("ceiling") == 3 and "is over {ceiling} 😀" in after and "limit" not in after
    edits = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(document, lsp.FormattingOptions(tab_size=2, insert_spaces=True))
    )
    assert not edits or applied(text, edits)
    symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert {"improve", "contain", "limit"} <= {symbol.name for symbol in symbols}
    tokens = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(document))
    assert tokens.data and len(tokens.data) % 5 == 0
    assert await client.text_document_folding_range_async(lsp.FoldingRangeParams(document))
    await client.text_document_inlay_hint_async(
        lsp.InlayHintParams(document, lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0)))
    )
    (lens,) = await client.text_document_code_lens_async(lsp.CodeLensParams(document))
    ran = await client.workspace_execute_command_async(
        lsp.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    )
    passed = ran["passed"] if isinstance(ran, dict) else ran.passed
    assert passed and messages == ["passed: a high score is worked on"], (ran, messages)

    await client.shutdown_async(None)
    client.exit(None)
    assert await asyncio.wait_for(client._server.wait(), 10) == 0
    assert not client.problems, client.problems
    await client.stop()
    print("a client of others opened, completed, renamed, laid out and tested a file through the language server")


asyncio.run(main())
