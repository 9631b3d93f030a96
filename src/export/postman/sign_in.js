// Signs in with an API client and keeps the token until shortly before it expires.
(() => {
    const RENEW_BEFORE_SECS = 60;
    const DEFAULT_LIFETIME_SECS = 15 * 60;
    // Local values of the collection's variables: Postman does not sync them.
    const TOKEN = 'signInToken';
    const RENEW_AT = 'signInRenewAt';

    const setUp = 'See the collection’s description.';

    async function credential(key, variable) {
        if (!pm.vault) {
            // Newman and other runners have none.
            const value = pm.variables.get(variable);
            if (!value) throw new Error(`There is no vault here, and no variable “${variable}”. ${setUp}`);
            return value;
        }
        let value;
        try {
            value = await pm.vault.get(key);
        } catch {
            throw new Error(`Postman did not let this script read the vault. ${setUp}`);
        }
        if (!value) throw new Error(`The vault has no secret “${key}”. ${setUp}`);
        return value;
    }

    function post(url, username, password) {
        const auth = { type: 'basic', basic: [{ key: 'username', value: username }, { key: 'password', value: password }] };
        const header = { Accept: 'application/json', 'Content-Type': 'application/json' };
        return new Promise((resolve, reject) => {
            pm.sendRequest({ url, method: 'POST', header, auth }, (error, response) => {
                // Read here: older runners pass on a response without its functions.
                error ? reject(error) : resolve({ code: response.code, body: response.text() });
            });
        });
    }

    async function signIn() {
        const sentAt = Date.now();
        const clientId = await credential(CLIENT_ID_KEY, 'clientId');
        const secret = await credential(CLIENT_SECRET_KEY, 'clientSecret');
        const { code, body } = await post(`${CONSOLE}/api/v3/oauth/token?grant_type=client_credentials`, clientId, secret);
        if (code === 401) {
            throw new Error('The console did not accept the client ID and secret (HTTP 401). Check both in the vault.');
        }
        let reply = {};
        try {
            reply = JSON.parse(body) || {};
        } catch { /* Not JSON: no token. */ }
        if (code !== 200 || typeof reply.access_token !== 'string' || !reply.access_token) {
            throw new Error(`The console sent no token (HTTP ${code}).`);
        }
        const lifetime = reply.expires_in > 0 ? Number(reply.expires_in) : DEFAULT_LIFETIME_SECS;
        const renewAfterSecs = lifetime - Math.min(RENEW_BEFORE_SECS, lifetime / 2);
        pm.collectionVariables.set(TOKEN, reply.access_token);
        pm.collectionVariables.set(RENEW_AT, String(sentAt + renewAfterSecs * 1000));
        return reply.access_token;
    }

    async function main() {
        const baseUrl = pm.variables.replaceIn('{{baseUrl}}').replace(/\/+$/, '');
        if (baseUrl !== CONSOLE) {
            throw new Error(`This collection signs in to ${CONSOLE} only, but baseUrl is “${baseUrl}”. Choose another environment, or none.`);
        }
        const isFresh = Date.now() < Number(pm.collectionVariables.get(RENEW_AT));
        const token = (isFresh && pm.collectionVariables.get(TOKEN)) || (await signIn());
        // For this request only, in front of a token of the environment.
        pm.variables.set('token', token);
    }

    main().catch((error) => {
        const problem = error instanceof Error ? error : new Error(String(error));
        console.error(problem.message);
        // A failed test is what all runners show. Nothing is sent without a token, and a run ends here.
        pm.test('Sign in to CrashPlan', () => { throw problem; });
        pm.execution.setNextRequest(null);
        pm.execution.skipRequest();
    });
})();
