// Loads the extension that the tool wrote in place of Visual Studio Code, with and without its one package. See lsp-client.
'use strict';
const assert = require('assert');
const Module = require('module');
const path = require('path');

const directory = path.resolve(process.argv[2]);
const described = require(path.join(directory, 'package.json'));
const warnings = [];
const providers = [];
const vscode = {
    window: { showWarningMessage: text => warnings.push(text), showErrorMessage: text => warnings.push(text) },
    workspace: {
        getConfiguration: () => ({ get: (name, value) => value }),
        registerTextDocumentContentProvider: (scheme, provider) => providers.push({ scheme, provider }),
    },
};
const started = [];
class LanguageClient {
    constructor(...given) { started.push(given); }
    async start() {}
    async stop() {}
    async sendRequest(method, parameters) { return { text: `${method} ${parameters.uri}` }; }
}
let hasPackage = false;
const load = Module._load;
Module._load = function (name, ...rest) {
    if (name === 'vscode') return vscode;
    if (name === 'vscode-languageclient/node') {
        if (!hasPackage) throw new Error(`Cannot find module '${name}'`);
        return { LanguageClient, TransportKind: { stdio: 0 } };
    }
    return load.call(this, name, ...rest);
};

async function main() {
    const extension = require(path.join(directory, described.main));
    await extension.activate({ subscriptions: [] });
    assert(warnings.length === 1 && warnings[0].includes('npm install') && started.length === 0);
    hasPackage = true;
    await extension.activate({ subscriptions: [] });
    assert.deepStrictEqual(started[0][2], { command: 'secops-rules', args: ['lsp'], transport: 0 });
    assert.strictEqual(
        await providers[0].provider.provideTextDocumentContent('secops-rules:/x'),
        'workspace/textDocumentContent secops-rules:/x');
    await extension.deactivate();
    const { grammars, languages } = described.contributes;
    for (const file of [grammars[0].path, languages[0].configuration]) require(path.join(directory, file));
    console.log('the extension of Visual Studio Code loads, in place of the editor, with and without its package');
}

main().catch(error => { console.error(error); process.exit(1); });
