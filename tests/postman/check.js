// Imports the files that Tokendesk saves for Postman, and runs them against the sandbox console: with Newman (Postman's runner), with the engine
// of Postman's app (which has a vault), and with the importers of Bruno and Insomnia.
//
// Usage: node check.js FOLDER CONSOLE, with the files of tests/postman/files.rs in FOLDER, the packages of scripts/lib/npm/postman in NODE_PATH,
// and one of the console's API clients in the environment: TOKENDESK_CLIENT_ID, TOKENDESK_SECRET. Prints what was proved, and never a secret.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
// Node 18, as in Debian 12, has it only here; Bruno's converter expects it.
globalThis.crypto ??= require('node:crypto').webcrypto;
const newman = require('newman');
const runtime = require('postman-runtime');
const sdk = require('postman-collection');
const insomnia = require('insomnia-importers');
const bruno = require('@usebruno/converters');

const [folder, consoleUrl] = process.argv.slice(2);
const { TOKENDESK_CLIENT_ID: clientId, TOKENDESK_SECRET: clientSecret } = process.env;
assert.ok(folder && consoleUrl && clientId && clientSecret, 'see the usage');

const ORGANIZATION = process.env.TOKENDESK_ORGANIZATION;
const KEYS = ['crashplan-production-eu-3f25-client-id', 'crashplan-production-eu-3f25-client-secret'];
const SIGN_IN = `${consoleUrl}/api/v3/oauth/token?grant_type=client_credentials`;

const text = (name) => fs.readFileSync(path.join(folder, `${name}.json`), 'utf8');
const json = (name) => JSON.parse(text(name));
const proved = (what) => console.log(`  ${what}`);
const paths = (name) => json(name).item.map((item) => item.request.url.raw.replace('{{organizationID}}', ORGANIZATION).replace('{{baseUrl}}', consoleUrl));

async function main() {
    secretsStayOut();
    await requestsWithToken();
    await signsInOnce();
    await renewsWhenDue();
    await sendsNothingElsewhere();
    await rejectionEndsTheRun();
    await readsTheVault();
    await brunoImports();
    await insomniaImports();
    console.log('Postman’s files work.');
}

function secretsStayOut() {
    for (const file of fs.readdirSync(folder)) {
        const content = fs.readFileSync(path.join(folder, file), 'utf8');
        assert.ok(!content.includes(clientSecret) && !content.includes(clientId), `${file} holds the API client’s credentials`);
        const holdsToken = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.test(content);
        assert.equal(holdsToken, file === 'environment-with-token.json', file);
    }
    proved('the client ID and secret are in no file, and the token in one');
}

// With Newman: what it sent, with the status of each, and whether it failed.
function run(collection, { environment, globals = {}, collectionVariables = {} }) {
    const variables = (values) => Object.entries(values).map(([key, value]) => ({ key, value }));
    const given = { ...collection, variable: [...(collection.variable ?? []), ...variables(collectionVariables)] };
    const sent = [];
    return new Promise((resolve, reject) => {
        newman
            .run({ collection: given, environment, globals: { values: variables({ organizationID: ORGANIZATION, ...globals }) }, reporters: [] }, (error, summary) => {
                if (error) return reject(error);
                const failures = summary.run.failures.map(({ error: { message } }) => message);
                resolve({ sent, failures });
            })
            .on('request', (error, { request, response }) => sent.push(`${response?.code} ${request.url}`));
    });
}

const withoutOrganization = (environment) => ({ ...environment, values: environment.values.filter(({ key }) => key !== 'organizationID') });
const ok = (urls) => urls.map((url) => `200 ${url}`);

async function requestsWithToken() {
    const environment = withoutOrganization(json('environment-with-token'));
    const { sent, failures } = await run(json('collection'), { environment });
    assert.deepEqual(failures, []);
    assert.deepEqual(sent, ok(paths('collection')));
    assert.equal(sent.length, 7);
    const unset = await run(json('collection'), { environment: json('environment-with-token'), globals: { organizationID: '' } });
    assert.deepEqual(unset.failures, []);
    assert.deepEqual(unset.sent, sent.filter((line) => !line.includes('/org/')));
    const empty = await run(json('collection'), { environment: withoutOrganization(json('environment')) });
    assert.ok(empty.sent.every((line) => line.startsWith('401 ')), empty.sent.join('\n'));
    proved(`Newman: all ${sent.length} requests of the collection with the token of the environment; without it, all get 401; without an organization’s ID, one is left out`);
}

// Without a vault, from variables; an environment with another token is no hindrance.
async function signsInOnce() {
    const environment = withoutOrganization(json('environment'));
    environment.values.find(({ key }) => key === 'token').value = 'pretend-stale-token';
    for (const given of [{ environment }, {}]) {
        const collection = json('sign-in-collection');
        collection.variable = collection.variable.filter(({ key }) => key !== 'organizationID');
        const { sent, failures } = await run(collection, { ...given, globals: { clientId, clientSecret } });
        assert.deepEqual(failures, []);
        assert.deepEqual(sent, ok([SIGN_IN, ...paths('sign-in-collection')]));
    }
    proved('Newman: the collection that signs in does so once in a run, with an environment and without one');
}

async function renewsWhenDue() {
    const collection = json('sign-in-collection');
    collection.item = collection.item.slice(0, 1);
    const [{ value: token }] = json('environment-with-token').values.filter(({ key }) => key === 'token');
    const at = async (renewAt) => {
        const collectionVariables = { signInToken: token, signInRenewAt: String(renewAt) };
        const { sent, failures } = await run(collection, { globals: { clientId, clientSecret }, collectionVariables });
        assert.deepEqual(failures, []);
        return sent;
    };
    assert.deepEqual(await at(Date.now() + 60_000), ok(paths('sign-in-collection').slice(0, 1)));
    assert.deepEqual(await at(Date.now()), ok([SIGN_IN, ...paths('sign-in-collection').slice(0, 1)]));
    proved('Newman: a token that is still good is used, and one that is due is renewed');
}

async function sendsNothingElsewhere() {
    const environment = json('environment');
    environment.values.find(({ key }) => key === 'baseUrl').value = `${consoleUrl}.example`;
    const { sent, failures } = await run(json('sign-in-collection'), { environment, globals: { clientId, clientSecret } });
    assert.deepEqual(sent, []);
    assert.equal(failures.length, 1);
    assert.match(failures[0], /signs in to .* only/);
    proved('Newman: with the baseUrl of another console nothing is sent, and the run ends');
}

async function rejectionEndsTheRun() {
    const { sent, failures } = await run(json('sign-in-collection'), { globals: { clientId, clientSecret: `${clientSecret}-old` } });
    assert.deepEqual(sent, [`401 ${SIGN_IN}`]);
    assert.deepEqual(failures, ['The console did not accept the client ID and secret (HTTP 401). Check both in the vault.']);
    const missing = await run(json('sign-in-collection'), { globals: { clientId } });
    assert.deepEqual(missing.sent, []);
    assert.match(missing.failures[0], /no vault here, and no variable “clientSecret”/);
    proved('Newman: a rejected secret is sent once, and without one nothing is; the failure says why and quotes no secret');
}

// With the engine of Postman's app; `allow` stands for the answer of its user.
function runWithVault(secrets, allow) {
    const collection = json('sign-in-collection');
    collection.variable = collection.variable.filter(({ key }) => key !== 'organizationID');
    const vaultSecrets = new sdk.VariableScope({ prefix: 'vault:', values: Object.entries(secrets).map(([key, value]) => ({ key: `vault:${key}`, value })) });
    let asked = 0;
    vaultSecrets._ = {
        allowScriptAccess: async () => {
            asked += 1;
            return allow;
        },
    };
    const globals = new sdk.VariableScope({ values: [{ key: 'organizationID', value: ORGANIZATION }] });
    const [sent, problems] = [[], []];
    return new Promise((resolve, reject) => {
        new runtime.Runner().run(new sdk.Collection(collection), { vaultSecrets, globals }, (error, started) => {
            if (error) return reject(error);
            started.start({
                request: (failure, _cursor, response, request) => sent.push(`${response?.code} ${request.url}`),
                exception: (_cursor, failure) => problems.push(failure.message),
                assertion: (_cursor, tests) => problems.push(...tests.filter(({ error: failed }) => failed).map(({ error: failed }) => failed.message)),
                done: (failure) => (failure ? reject(failure) : resolve({ sent, problems, asked })),
            });
        });
    });
}

async function readsTheVault() {
    const vault = { [KEYS[0]]: clientId, [KEYS[1]]: clientSecret };
    const good = await runWithVault(vault, true);
    assert.deepEqual(good.problems, []);
    assert.deepEqual(good.sent, ok([SIGN_IN, ...paths('sign-in-collection')]));
    assert.equal(good.asked, 1);
    const denied = await runWithVault(vault, false);
    assert.deepEqual(denied.sent, []);
    assert.match(denied.problems[0], /did not let this script read the vault/);
    const missing = await runWithVault({ [KEYS[0]]: clientId }, true);
    assert.deepEqual(missing.sent, []);
    assert.match(missing.problems[0], new RegExp(`no secret “${KEYS[1]}”`));
    proved('the engine of Postman’s app: one sign-in with the vault’s secrets; denied or without them, nothing is sent');
}

async function brunoImports() {
    const { name, variables } = await bruno.postmanToBrunoEnvironment(json('environment-with-token'));
    assert.equal(name, 'Production EU');
    assert.deepEqual(variables.map((variable) => [variable.name, variable.secret]), [['baseUrl', false], ['token', true], ['organizationID', false]]);
    assert.equal(variables[0].value, consoleUrl);
    for (const file of ['collection', 'sign-in-collection']) {
        const imported = await bruno.postmanToBruno(json(file));
        const { items, root } = imported.collection ?? imported;
        assert.deepEqual(items.map(({ request }) => request.url), json(file).item.map(({ request }) => request.url.raw));
        for (const { auth } of [...items.map(({ request }) => request), root.request]) {
            assert.equal(auth.mode, 'bearer');
            assert.equal(auth.bearer.token, '{{token}}');
        }
    }
    proved('Bruno: environment and collections are imported, with the token as a secret');
}

async function insomniaImports() {
    const environment = (await insomnia.convert(text('environment-with-token'))).data.resources[0];
    assert.deepEqual(Object.keys(environment.data), ['baseUrl', 'token', 'organizationID']);
    assert.equal(environment.data.baseUrl, consoleUrl);
    for (const file of ['collection', 'sign-in-collection']) {
        const { resources } = (await insomnia.convert(text(file))).data;
        const requests = resources.filter(({ _type }) => _type === 'request');
        assert.deepEqual(requests.map(({ url }) => url), json(file).item.map(({ request }) => request.url.raw));
        for (const { authentication, method } of requests) {
            assert.equal(method, 'GET');
            assert.deepEqual([authentication.type, authentication.token], ['bearer', '{{token}}']);
        }
    }
    proved('Insomnia: environment and collections are imported');
}

main().catch((error) => {
    console.error(`Not proved: ${error.message}`);
    process.exit(1);
});
