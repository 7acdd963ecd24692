"use strict";
exports.id = 123;
exports.ids = [123];
exports.modules = {

/***/ 5123:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runProcess: () => (/* binding */ runProcess)
});

// EXTERNAL MODULE: ./build/action/sharing/identifiers.js
var identifiers = __webpack_require__(6317);
;// CONCATENATED MODULE: ./build/action/aws/abandon.js
/** Settles with the promise, or rejects with the signal's reason as soon as it fires. The promise itself runs on. */
async function unlessAborted(promise, signal) {
    // Once it is given up nobody waits for it any more; its rejection must not end the process.
    promise.catch(() => undefined);
    signal.throwIfAborted();
    let onAbort;
    const aborted = new Promise((_, reject) => {
        onAbort = () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        };
        signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
        return await Promise.race([promise, aborted]);
    }
    finally {
        if (onAbort !== undefined)
            signal.removeEventListener('abort', onAbort);
    }
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-provider-env/dist-cjs/index.js
var dist_cjs = __webpack_require__(5606);
// EXTERNAL MODULE: ./node_modules/@smithy/core/dist-cjs/submodules/config/index.js
var config = __webpack_require__(7291);
// EXTERNAL MODULE: ./build/action/sharing/problem.js
var problem = __webpack_require__(8790);
// EXTERNAL MODULE: ./build/action/sharing/regions.js
var regions = __webpack_require__(512);
;// CONCATENATED MODULE: ./build/action/aws/error-facts.js
/** Reads the facts off an error; foreign shapes give empty facts, never another error. */
function factsOf(error) {
    const metadata = propertyOf(error, '$metadata');
    const name = textOf(propertyOf(error, 'name')) ?? 'Error';
    const httpStatus = numberOf(propertyOf(metadata, 'httpStatusCode'));
    return {
        name,
        message: textOf(propertyOf(error, 'message')) ?? '',
        code: textOf(propertyOf(error, 'code')) ?? textOf(propertyOf(propertyOf(error, 'cause'), 'code')),
        httpStatus,
        requestId: textOf(propertyOf(metadata, 'requestId')),
        attempts: numberOf(propertyOf(metadata, 'attempts')) ?? 1,
        // `$fault` marks the SDK's service errors; without a readable body it calls them Unknown.
        isFromAws: propertyOf(error, '$fault') !== undefined && !unreadableNames.has(name),
    };
}
const unreadableNames = new Set(['Unknown', 'UnknownError']);
function propertyOf(value, key) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}
function numberOf(value) {
    return typeof value === 'number' ? value : undefined;
}

;// CONCATENATED MODULE: ./build/action/aws/problems.js



/** Translates whatever the SDK threw into a problem a person can act on, keeping the error as its cause. */
function problemErrorOf(error, call) {
    return error instanceof problem/* ProblemError */.Mm ? error : new problem/* ProblemError */.Mm(problemOfCall(error, call), error);
}
/** Translates whatever the SDK threw into a problem a person can act on. */
function problemOfCall(error, call) {
    if (error instanceof problem/* ProblemError */.Mm)
        return error.problem;
    const facts = factsOf(error);
    const { reason, why, remedy, example } = explain(facts, call);
    return {
        reason,
        message: `Could not ${call.doing}: ${why}.`,
        remedy,
        ...(example === undefined ? {} : { example }),
        ...(facts.isFromAws ? { aws: awsAnswer(facts) } : {}),
        ...(call.region === undefined ? {} : { region: call.region }),
        ...(call.image === undefined ? {} : { image: call.image }),
        ...(call.account === undefined ? {} : { account: call.account }),
    };
}
/** Whether a change may be in effect although its call failed: no refusal of AWS arrived, or an earlier attempt is open. */
function mayHaveTakenEffect(error) {
    const facts = factsOf(error);
    return !facts.isFromAws || (facts.httpStatus ?? 500) >= 500 || facts.attempts > 1;
}
function awsAnswer(facts) {
    return {
        name: facts.name,
        ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
        ...(facts.message === '' ? {} : { message: facts.message }),
    };
}
function explain(facts, call) {
    if (facts.name === 'AbortError' || facts.code === 'ABORT_ERR')
        return cancelled;
    return facts.isFromAws ? explainAnswer(facts, call) : explainSilence(facts, call);
}
const cancelled = {
    reason: 'cancelled',
    why: 'the job was cancelled while the call was under way',
    remedy: 'Run it again: what is in effect already is left as it is.',
};
function explainAnswer(facts, call) {
    const known = answers[facts.name];
    if (known !== undefined)
        return known(call);
    if (facts.httpStatus === 429 || /throttl|toomanyrequests|slowdown|limitexceeded/i.test(facts.name))
        return throttled(call);
    if ((facts.httpStatus ?? 500) >= 500)
        return serviceUnavailable(call);
    if (facts.httpStatus === 401 || facts.httpStatus === 403)
        return accessDenied(call);
    return {
        reason: 'not-supported',
        why: `${call.service} refused it (${facts.name})`,
        remedy: "AWS's own words are below; if they don't help, give the request id to AWS Support.",
    };
}
const throttled = ({ service }) => ({
    reason: 'throttled',
    why: `${service} answered "too many requests" again and again, although the action had slowed down`,
    remedy: 'Run it again when less else is going on in this account; what is in effect already is left as it is.',
});
const serviceUnavailable = ({ service }) => ({
    reason: 'service-unavailable',
    why: `${service} had a fault of its own on every attempt`,
    remedy: 'Look at health.aws.amazon.com and run it again later; what is in effect already is left as it is.',
});
const accessDenied = (call) => ({
    reason: 'access-denied',
    why: `the credentials don't allow ${call.action}`,
    remedy: `Add this statement to the IAM policy of the role or user (the README has the whole policy), and check that no service control policy forbids it.`,
    example: JSON.stringify({ Effect: 'Allow', Action: call.action, Resource: resourceOf(call) }, null, 2),
});
// Service authorization reference of Amazon WorkSpaces: only DescribeWorkspaceImages knows no resource.
function resourceOf({ image }) {
    if (image === undefined)
        return '*';
    return `arn:${(0,regions/* partitionOf */.i)(image.region)}:workspaces:${image.region}:*:workspaceimage/${image.id}`;
}
const badCredentials = (why, remedy) => () => ({
    reason: 'no-credentials',
    why,
    remedy,
});
const expired = badCredentials('the AWS credentials have expired', 'Sign in anew right before this step, or raise role-duration-seconds (the role must allow sessions that long).');
const unrecognised = badCredentials("AWS doesn't know the credentials", 'Check the access key and the session token; in a Region that has to be opted in to, check that the account has done so.');
const badSignature = badCredentials("the request's signature doesn't fit the credentials", "Check that the secret access key belongs to the access key id, and that the runner's clock is right.");
const badValue = ({ service }) => ({
    reason: 'invalid-input',
    why: `${service} doesn't accept the values`,
    remedy: 'Check that the account exists, belongs to the same partition as the image and is not the owner itself.',
});
// By the error's name, never by its text: AWS changes texts.
const answers = {
    AccessDeniedException: accessDenied,
    AccessDenied: accessDenied,
    UnauthorizedOperation: accessDenied,
    ResourceNotFoundException: () => ({
        reason: 'image-not-found',
        why: 'the image does not exist, or not in the account that is signed in',
        remedy: 'Check the image id, the Region and the account that is signed in.',
    }),
    ResourceUnavailableException: () => ({
        reason: 'image-not-available',
        why: 'the image is in a state in which AWS does not allow it',
        remedy: 'Wait until the image is AVAILABLE (wait-for-minutes), or look at its state in the WorkSpaces console.',
    }),
    OperationNotSupportedException: () => ({
        reason: 'not-supported',
        why: 'AWS does not support it for this image or account',
        remedy: "BYOL images can only be shared with BYOL-enabled accounts under the same payer, and not in GovCloud (US); otherwise AWS's own words are below.",
    }),
    InvalidParameterValuesException: badValue,
    ValidationException: badValue,
    ValidationError: badValue,
    ExpiredTokenException: expired,
    ExpiredToken: expired,
    RequestExpired: expired,
    UnrecognizedClientException: unrecognised,
    InvalidClientTokenId: unrecognised,
    InvalidAccessKeyId: unrecognised,
    MissingAuthenticationToken: unrecognised,
    MissingAuthenticationTokenException: unrecognised,
    InvalidSignatureException: badSignature,
    SignatureDoesNotMatch: badSignature,
    IncompleteSignature: badSignature,
    IncompleteSignatureException: badSignature,
};
// No error answer of AWS: the network, or something between the runner and AWS.
function explainSilence(facts, call) {
    if (facts.name === 'CredentialsProviderError')
        return noCredentials;
    if (facts.httpStatus !== undefined && facts.httpStatus >= 500)
        return serviceUnavailable(call);
    if (facts.httpStatus === 429)
        return throttled(call);
    // A code is the network's: the answer began, and the connection broke before its end.
    if (facts.httpStatus !== undefined && facts.code === undefined) {
        return {
            reason: 'unreachable',
            why: `something other than ${call.service} answered (HTTP status ${facts.httpStatus}, not in the form AWS uses)`,
            remedy: "Check the runner's proxy (HTTPS_PROXY, NO_PROXY), captive portals and AWS_ENDPOINT_URL.",
        };
    }
    return explainNetwork(facts, call);
}
const noCredentials = {
    reason: 'no-credentials',
    why: 'no AWS credentials were found',
    remedy: 'Set role-to-assume (with permissions: id-token: write), or sign in to AWS in a step before this one.',
};
function unreachable(why, remedy) {
    return { reason: 'unreachable', why, remedy };
}
function explainNetwork({ code, name, message }, { service }) {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
        return unreachable(`the address of ${service} can't be found (DNS, ${code})`, "Check that aws-region is right and offers WorkSpaces, and the runner's DNS and proxy.");
    }
    if (code !== undefined && /CERT|SSL|TLS|ISSUER|SIGNATURE/.test(code)) {
        return unreachable(`the certificate of ${service} is not trusted (${code})`, 'If a proxy opens TLS connections, let the runner trust its certificate with NODE_EXTRA_CA_CERTS.');
    }
    if (code !== undefined ||
        name === 'TimeoutError' ||
        message === 'aborted' ||
        message === 'socket hang up') {
        return unreachable(`${service} could not be reached, or the connection broke (${code ?? 'time-out'})`, "Check the runner's network, firewall and proxy, then run it again; what is in effect already is left as it is.");
    }
    if (name === 'Error' || name === 'SyntaxError') {
        return unreachable(`something other than ${service} answered, or ${service} gave an answer that can't be read`, "Check the runner's proxy (HTTPS_PROXY, NO_PROXY), captive portals and AWS_ENDPOINT_URL, then run it again.");
    }
    return {
        reason: 'internal',
        why: `the action met a case it was not built for (${name}: ${message})`,
        remedy: 'Please report it, with the log of a run that has debug logging on.',
    };
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-provider-web-identity/dist-cjs/index.js
var credential_provider_web_identity_dist_cjs = __webpack_require__(9956);
;// CONCATENATED MODULE: ./build/action/aws/token-claims.js
// Everything GitHub's documentation lists as public about a run; the token itself stays secret.
const shownClaims = ['sub', 'aud', 'repository_id', 'ref', 'environment', 'event_name'];
/** The claims of an ID token that a trust policy can be compared with; none where the token can't be read. */
function claimsOf(token) {
    const claims = decodePayload(token);
    const entries = shownClaims.flatMap((name) => {
        const value = claims[name];
        return typeof value === 'string' ? [[name, value]] : [];
    });
    return Object.fromEntries(entries);
}
// Only read to be shown, so the signature doesn't matter here: STS is the one who checks it.
function decodePayload(token) {
    const [, payload = ''] = token.split('.');
    try {
        const parsed = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
    }
    catch {
        return {};
    }
}
/** The condition of an IAM trust policy that lets exactly these claims in. */
function trustCondition(claims) {
    const issuer = 'token.actions.githubusercontent.com';
    const conditions = ['aud', 'sub'].flatMap((name) => {
        const value = claims[name];
        return value === undefined ? [] : [[`${issuer}:${name}`, value]];
    });
    return JSON.stringify({ Condition: { StringEquals: Object.fromEntries(conditions) } }, null, 2);
}

// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __webpack_require__(9783);
// EXTERNAL MODULE: ./node_modules/@smithy/node-http-handler/dist-cjs/index.js
var node_http_handler_dist_cjs = __webpack_require__(1279);
;// CONCATENATED MODULE: ./build/action/aws/transport.js


// Connecting takes well under a second from anywhere; a request to WorkSpaces a few at most.
const connectionTimeoutMilliseconds = 5000;
const requestTimeoutMilliseconds = 20_000;
// For answers that start in time and then never end.
const attemptTimeoutMilliseconds = 30_000;
/**
 * Sends the SDK's requests, directly or through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name. The SDK
 * ignores these variables; self-hosted runners need them. The rules are those of GitHub's own toolkit, so that the
 * ID token and the calls to AWS take the same way.
 */
class Transport extends node_http_handler_dist_cjs.NodeHttpHandler {
    #proxied = new Map();
    constructor() {
        super(timeouts);
    }
    async handle(request, options) {
        const port = request.port === undefined ? '' : `:${request.port}`;
        const proxy = (0,lib_proxy/* getProxyUrl */.s)(new URL(`${request.protocol}//${request.hostname}${port}`));
        if (proxy === undefined)
            return super.handle(request, options);
        const handler = await this.#through(proxy);
        return handler.handle(request, options);
    }
    destroy() {
        super.destroy();
        for (const handler of this.#proxied.values())
            void handler.then((one) => one.destroy());
    }
    async #through(proxy) {
        const known = this.#proxied.get(proxy.href);
        if (known !== undefined)
            return known;
        const handler = proxiedHandler(proxy);
        this.#proxied.set(proxy.href, handler);
        return handler;
    }
}
const timeouts = {
    connectionTimeout: connectionTimeoutMilliseconds,
    requestTimeout: requestTimeoutMilliseconds,
    // Without this the SDK only logs that the time is up, and goes on waiting.
    throwOnRequestTimeout: true,
};
async function proxiedHandler(proxy) {
    const { HttpsProxyAgent } = await __webpack_require__.e(/* import() */ 659).then(__webpack_require__.bind(__webpack_require__, 7659));
    const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
    return new node_http_handler_dist_cjs.NodeHttpHandler({ ...timeouts, httpAgent: agent, httpsAgent: agent });
}
/**
 * A plug-in for the SDK's clients that ends every attempt after 30 seconds, whatever the server does: the SDK's own
 * time-outs end with the answer's first byte or begin again with each one. The attempt is then retried like any
 * other time-out.
 */
const attemptTimeout = {
    applyToStack(stack) {
        stack.addRelativeTo((next) => async (argument) => inTime(next(argument)), {
            name: 'attemptTimeoutMiddleware',
            relation: 'after',
            toMiddleware: 'retryMiddleware',
            override: true,
        });
    },
};
async function inTime(attempt) {
    let timer;
    const timeIsUp = new Promise((_, reject) => {
        timer = setTimeout(() => {
            // The name is what the SDK recognises as worth another attempt.
            reject(Object.assign(new Error('The answer did not end in time.'), { name: 'TimeoutError' }));
        }, attemptTimeoutMilliseconds);
    });
    try {
        return await Promise.race([attempt, timeIsUp]);
    }
    finally {
        clearTimeout(timer);
    }
}

;// CONCATENATED MODULE: ./build/action/aws/role.js






/**
 * Signs in with GitHub's OIDC token (STS AssumeRoleWithWebIdentity).
 * @throws ProblemError `oidc-unavailable` without a token, `role-refused` when STS says no, with the token's claims
 */
async function assumeRole(role, region, idTokens, transport, userAgent) {
    const token = await idTokens.request(role.audience);
    try {
        const provider = (0,credential_provider_web_identity_dist_cjs.fromWebToken)({
            webIdentityToken: token,
            roleArn: role.arn,
            roleSessionName: role.sessionName,
            durationSeconds: role.durationSeconds,
            clientConfig: { region, requestHandler: transport, maxAttempts: 5, customUserAgent: [[...userAgent]] },
            clientPlugins: [attemptTimeout],
        });
        return await provider();
    }
    catch (error) {
        throw new problem/* ProblemError */.Mm(explainRefusal(error, role, region, token), error);
    }
}
function explainRefusal(error, role, region, token) {
    const problem = problemOfCall(error, {
        doing: `assume role ${role.arn}`,
        action: 'sts:AssumeRoleWithWebIdentity',
        service: 'AWS STS',
    });
    const { name, httpStatus = 500, isFromAws } = factsOf(error);
    if (!isFromAws || httpStatus >= 500 || problem.reason === 'throttled')
        return problem;
    // STS could not reach GitHub's keys: that heals, and no trust policy mends it.
    if (name.startsWith('IDPCommunicationError'))
        return { ...problem, reason: 'service-unavailable' };
    return {
        ...problem,
        reason: 'role-refused',
        message: `AWS STS refused to let this job assume ${role.arn} in ${region} (${name}).`,
        remedy: remedyFor(name, role, token),
        ...(name === 'ValidationError' ? {} : { example: trustCondition(claimsOf(token)) }),
    };
}
function remedyFor(name, role, token) {
    if (name === 'ValidationError') {
        return `Check role-duration-seconds (${role.durationSeconds}) against the role's longest session, and role-session-name.`;
    }
    const claims = claimsOf(token);
    const shown = Object.entries(claims).map(([claim, value]) => `${claim}=${value}`);
    return [
        `The job's token says: ${shown.length > 0 ? shown.join(', ') : 'nothing that can be read'}.`,
        `The role must exist, its account must have GitHub's OIDC provider with audience ${role.audience}, and its trust policy must allow sts:AssumeRoleWithWebIdentity under a condition these claims meet, such as this one.`,
    ].join(' ');
}

;// CONCATENATED MODULE: ./build/action/aws/credentials.js





// Credentials are renewed while they still hold this long, so that no call is signed with ones that end under way.
const renewBeforeMilliseconds = 5 * 60_000;
/**
 * A provider of credentials: of the role, when one is to be assumed; otherwise of the job itself (environment, then
 * the SDK's usual chain: profiles, SSO, web identity file, container, instance). Renews what expires.
 * The provider throws a ProblemError.
 */
function credentialsFor(signIn, idTokens, transport, userAgent) {
    const { role, region } = signIn;
    const obtain = role === undefined
        ? async () => ownCredentials(region, transport)
        : async () => assumeRole(role, region, idTokens, transport, userAgent);
    return (0,config.memoize)(obtain, expiresSoon, (credentials) => credentials.expiration !== undefined);
}
function expiresSoon({ expiration }) {
    return expiration !== undefined && expiration.getTime() - Date.now() < renewBeforeMilliseconds;
}
async function ownCredentials(region, transport) {
    try {
        const provider = hasStaticCredentials() ? (0,dist_cjs.fromEnv)() : await usualChain(region, transport);
        return await provider();
    }
    catch (error) {
        throw problemErrorOf(error, {
            doing: 'sign in to AWS',
            action: 'sts:AssumeRole',
            service: 'AWS STS',
        });
    }
}
// AWS_PROFILE goes before the keys, as everywhere in the SDK.
function hasStaticCredentials() {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: profile } = process.env;
    return Boolean(id) && Boolean(secret) && !profile;
}
// Loaded only where it is needed: it is larger than everything else together.
async function usualChain(region, transport) {
    const { defaultProvider } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 5861, 19));
    return defaultProvider({
        clientConfig: { region, requestHandler: transport },
        clientPlugins: [attemptTimeout],
    });
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-workspaces/dist-cjs/index.js
var client_workspaces_dist_cjs = __webpack_require__(1675);
// EXTERNAL MODULE: ./build/action/sharing/outcome.js
var outcome = __webpack_require__(3917);
// EXTERNAL MODULE: ./build/action/steps/change-error.js
var change_error = __webpack_require__(719);
;// CONCATENATED MODULE: ./build/action/aws/image-descriptions.js

/** Reads an image as AWS describes it; `undefined` for an entry without a well-formed id. */
function readDescription(raw, region) {
    const id = raw.ImageId;
    if (typeof id !== 'string' || !(0,identifiers/* isImageId */.rw)(id))
        return undefined;
    const owner = raw.OwnerAccountId;
    return {
        image: { region, id },
        name: typeof raw.Name === 'string' ? raw.Name : '',
        state: typeof raw.State === 'string' ? raw.State : 'unknown',
        owner: typeof owner === 'string' && (0,identifiers/* isAccountId */.JG)(owner) ? owner : undefined,
        isBringYourOwnLicence: raw.RequiredTenancy === 'DEDICATED',
        errors: errorsOf(raw),
    };
}
function errorsOf(raw) {
    const details = (Array.isArray(raw.ErrorDetails) ? raw.ErrorDetails : []).map((detail) => joined(detail.ErrorCode, detail.ErrorMessage));
    const all = [joined(raw.ErrorCode, raw.ErrorMessage), ...details];
    return [...new Set(all.filter((sentence) => sentence !== ''))];
}
function joined(code, message) {
    return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}

;// CONCATENATED MODULE: ./build/action/aws/pages.js

// 25 entries a page; far more than an image can sensibly be shared with.
const mostPages = 4000;
/**
 * Reads all pages of a list, one after the other, because each page names the next.
 * @throws ProblemError `service-unavailable` when the pages come without end or the token repeats: half a list would
 *   be worse than none
 */
async function allPages(read, call) {
    const items = [];
    const seen = new Set();
    let token;
    do {
        const page = await read(token === undefined ? {} : { NextToken: token });
        if (page.items !== undefined) {
            if (!isList(page.items))
                throw unreadable(call, 'an answer that is no list');
            items.push(...page.items);
        }
        token = page.nextToken;
        if (token !== undefined && seen.has(token))
            throw unreadable(call, 'the same page again and again');
        if (seen.size > mostPages)
            throw unreadable(call, 'pages without end');
        if (token !== undefined)
            seen.add(token);
    } while (token !== undefined && token !== '');
    return items;
}
/** The problem of an answer that came and can't be relied on. */
function unreadable(call, what) {
    return new problem/* ProblemError */.Mm({
        reason: 'service-unavailable',
        message: `Could not ${call.doing}: ${call.service} gave ${what}.`,
        remedy: 'Run it again later; if it stays so, give it to AWS Support.',
        ...(call.region === undefined ? {} : { region: call.region }),
        ...(call.image === undefined ? {} : { image: call.image }),
    });
}
// The SDK passes on what came over the wire, whatever its type.
function isList(value) {
    return Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/action/aws/image-service.js









// The largest page either read gives.
const pageSize = 25;
/** Amazon WorkSpaces behind the port of the job: one client a Region, made when it is first needed. */
class WorkSpacesImages {
    callerAccount;
    #connection;
    #clients = new Map();
    constructor(connection, callerAccount) {
        this.#connection = connection;
        this.callerAccount = callerAccount;
    }
    async describeImages(region, ids, signal) {
        return this.#describe(region, { ImageIds: [...ids] }, `look up images in ${region}`, signal);
    }
    async listOwnedImages(region, signal) {
        return this.#describe(region, { ImageType: 'OWNED' }, `list the images in ${region}`, signal);
    }
    async isSharedWithCaller(image, signal) {
        const doing = `list the images shared with this account in ${image.region}`;
        const shared = await this.#describe(image.region, { ImageType: 'SHARED' }, doing, signal);
        return shared.some((description) => description.image.id === image.id);
    }
    async readRecipients(image, signal) {
        const call = {
            doing: `read who can copy ${image.id}`,
            action: 'workspaces:DescribeWorkspaceImagePermissions',
            service: 'Amazon WorkSpaces',
            image,
        };
        const permissions = await this.#asking(call, signal, async (abortSignal) => allPages(async (token) => {
            const command = new client_workspaces_dist_cjs.DescribeWorkspaceImagePermissionsCommand({
                ImageId: image.id,
                MaxResults: pageSize,
                ...token,
            });
            const page = await this.#client(image.region).send(command, { abortSignal });
            // AWS names the image in every answer. Without that and without a list, it isn't AWS's: it must not be taken
            // for "nobody can copy it".
            if (page.ImagePermissions === undefined && page.ImageId !== image.id)
                throw unreadable(call, 'an empty answer');
            return { items: page.ImagePermissions, nextToken: page.NextToken };
        }, call));
        const accounts = permissions.map((permission) => {
            const id = permission?.SharedAccountId;
            if (typeof id === 'string' && (0,identifiers/* isAccountId */.JG)(id))
                return id;
            throw unreadable(call, 'an entry that is no account');
        });
        return [...new Set(accounts)].toSorted();
    }
    async changePermission(image, account, kind, signal) {
        const call = {
            doing: `${kind} ${image.id} ${(0,outcome/* preposition */.vT)({ kind })} ${account}`,
            action: 'workspaces:UpdateWorkspaceImagePermission',
            service: 'Amazon WorkSpaces',
            image,
            account,
        };
        const command = new client_workspaces_dist_cjs.UpdateWorkspaceImagePermissionCommand({
            ImageId: image.id,
            SharedAccountId: account,
            AllowCopyImage: kind === 'share',
        });
        try {
            await unlessAborted(this.#client(image.region).send(command, { abortSignal: signal }), signal);
        }
        catch (error) {
            throw new change_error/* ChangeError */.P(problemOfCall(error, call), mayHaveTakenEffect(error), error);
        }
    }
    close() {
        for (const client of this.#clients.values())
            client.destroy();
    }
    async #describe(region, filter, doing, signal) {
        const call = {
            doing,
            action: 'workspaces:DescribeWorkspaceImages',
            service: 'Amazon WorkSpaces',
            region,
        };
        const images = await this.#asking(call, signal, async (abortSignal) => allPages(async (token) => {
            const command = new client_workspaces_dist_cjs.DescribeWorkspaceImagesCommand({ ...filter, MaxResults: pageSize, ...token });
            const page = await this.#client(region).send(command, { abortSignal });
            return { items: page.Images, nextToken: page.NextToken };
        }, call));
        return images.flatMap((raw) => readDescription(raw, region) ?? []);
    }
    async #asking(call, signal, ask) {
        try {
            return await unlessAborted(ask(signal), signal);
        }
        catch (error) {
            throw problemErrorOf(error, call);
        }
    }
    #client(region) {
        const known = this.#clients.get(region);
        if (known !== undefined)
            return known;
        const { credentials, transport, userAgent } = this.#connection;
        const client = new client_workspaces_dist_cjs.WorkSpacesClient({
            region,
            credentials,
            requestHandler: transport,
            // Throttling slows the calls down instead of failing them.
            retryMode: 'adaptive',
            maxAttempts: 10,
            customUserAgent: [[...userAgent]],
        });
        client.middlewareStack.use(attemptTimeout);
        this.#clients.set(region, client);
        return client;
    }
}

;// CONCATENATED MODULE: ./build/action/aws/connect.js






/**
 * Signs in to AWS; a cancel ends that at once. Throws a ProblemError where it fails: the job ends before it has asked
 * anything.
 */
async function connect(signIn, idTokens, userAgent, cancelled) {
    const transport = new Transport();
    const credentials = credentialsFor(signIn, idTokens, transport, userAgent);
    const { accountId } = await unlessAborted(credentials(), cancelled).catch((error) => {
        throw problemErrorOf(error, { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' });
    });
    const caller = accountId !== undefined && (0,identifiers/* isAccountId */.JG)(accountId) ? accountId : undefined;
    return new WorkSpacesImages({ credentials, transport, userAgent }, caller);
}

;// CONCATENATED MODULE: ./build/action/github/cancel-signals.js
// The runner sends SIGTERM 7.5 seconds after SIGINT; by then the report is written.
const callsEndAfterMilliseconds = 3000;
const proofEndsAfterMilliseconds = 5500;
/** Turns the runner's SIGINT and SIGTERM into a cancellation, instead of letting them end the process. */
function cancelOnSignals(source) {
    const requested = new AbortController();
    const callsEnd = new AbortController();
    const proofEnd = new AbortController();
    const cancel = () => {
        if (requested.signal.aborted)
            return;
        requested.abort();
        setTimeout(() => {
            callsEnd.abort();
        }, callsEndAfterMilliseconds).unref();
        setTimeout(() => {
            proofEnd.abort();
        }, proofEndsAfterMilliseconds).unref();
    };
    source.on('SIGINT', cancel);
    source.on('SIGTERM', cancel);
    return { requested: requested.signal, callsEnd: callsEnd.signal, proofEnd: proofEnd.signal };
}

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 13 modules
var core = __webpack_require__(1889);
;// CONCATENATED MODULE: ./build/action/github/id-tokens.js


const limitMilliseconds = 60_000;
/** GitHub's ID tokens. A job gets them only with `permissions: id-token: write`. */
class GitHubIdTokens {
    async request(audience) {
        const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env;
        if (!url || !token)
            throw new problem/* ProblemError */.Mm(await whyThereIsNone());
        try {
            // core masks the token before it hands it out.
            return await id_tokens_inTime(core/* getIDToken */.V9(audience));
        }
        catch (error) {
            throw new problem/* ProblemError */.Mm({
                reason: 'oidc-unavailable',
                message: `GitHub's token service gave no ID token (${firstLine(error)}).`,
                remedy: 'Look at githubstatus.com and run it again.',
            }, error);
        }
    }
}
// The toolkit's client sets no limit of its own; a service that hangs must not hold the job.
async function id_tokens_inTime(token) {
    let timer;
    const timeIsUp = new Promise((_, reject) => {
        timer = setTimeout(() => {
            reject(new Error(`no answer within ${limitMilliseconds / 1000} s`));
        }, limitMilliseconds);
    });
    try {
        return await Promise.race([token, timeIsUp]);
    }
    finally {
        clearTimeout(timer);
    }
}
function firstLine(error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.trim().split('\n')[0] ?? '';
}
// The event's payload tells a fork; it is read only here, where speed doesn't matter any more.
async function whyThereIsNone() {
    const { context } = await __webpack_require__.e(/* import() */ 758).then(__webpack_require__.bind(__webpack_require__, 1758));
    if (context.actor === 'dependabot[bot]') {
        return none('the run was started by Dependabot, whose runs get no ID token', "Run this step on events of people only (if: github.actor != 'dependabot[bot]'), or run it after the merge.");
    }
    const head = context.payload.pull_request?.['head'];
    if (isFork(head, `${context.repo.owner}/${context.repo.repo}`)) {
        return none('the pull request comes from a fork, and GitHub gives runs of forks no ID token', 'Run this step only for branches of this repository, or after the merge; never hand a fork your credentials.');
    }
    return none('the job has no permission to ask for one', 'Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow: to the calling job too).');
}
function none(why, remedy) {
    return {
        reason: 'oidc-unavailable',
        message: `role-to-assume needs an ID token of GitHub, but there is none: ${why}.`,
        remedy,
    };
}
function isFork(head, repository) {
    if (typeof head !== 'object' || head === null || !('repo' in head))
        return false;
    const { repo } = head;
    // A fork that was deleted since has no repository any more.
    if (typeof repo !== 'object' || repo === null)
        return true;
    return 'full_name' in repo && repo.full_name !== repository;
}

;// CONCATENATED MODULE: ./build/action/input/input-texts.js
/**
 * The inputs of action.yml as they were typed, in its order; `''` where nothing was.
 * @param read gives the text of one input
 */
function readInputTexts(read) {
    return {
        'image-id': read('image-id'),
        'account-id': read('account-id'),
        allow: read('allow'),
        exclusive: read('exclusive'),
        'policy-file': read('policy-file'),
        mode: read('mode'),
        'approved-plan': read('approved-plan'),
        'trusted-account-ids': read('trusted-account-ids'),
        'max-unshares': read('max-unshares'),
        'wait-for-minutes': read('wait-for-minutes'),
        temporary: read('temporary'),
        'undo-on-failure': read('undo-on-failure'),
        'aws-region': read('aws-region'),
        'role-to-assume': read('role-to-assume'),
        'role-session-name': read('role-session-name'),
        'role-duration-seconds': read('role-duration-seconds'),
        audience: read('audience'),
        'pull-request-comment': read('pull-request-comment'),
        'github-token': read('github-token'),
        'mask-account-ids': read('mask-account-ids'),
    };
}

;// CONCATENATED MODULE: ./build/action/github/log-text.js
// U+200B, zero width space: takes a command apart and isn't seen.
const seam = '\u200B';
// The runner takes each of these for the end of a line, or a terminal might.
const lineEnds = /[\r\n\u0085\u2028\u2029]+/g;
// Controls, and the marks that turn text around.
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu;
/**
 * A line for the log that the runner takes for text whatever is in it. Commands are `::name::` at a line's start and,
 * in the old form, `##[name]` anywhere in a line. Characters that can't be seen are shown by their number.
 */
function harmless(text) {
    const line = text
        .toWellFormed()
        .replace(lineEnds, ' ')
        .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
        .replaceAll('##[', `##${seam}[`);
    return line.trimStart().startsWith('::') ? `${seam}${line}` : line;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/action/github/workspace-files.js




const mostBytes = 1024 * 1024;
/**
 * Reads a text file of the workspace, links followed.
 * @throws ProblemError `invalid-policy` for a path that leads outside or to none, a directory, a file over 1 MiB or
 *   one that isn't UTF-8
 */
async function readTextFile(path, workspace) {
    const file = await locate(path, workspace);
    const stats = await (0,promises_.stat)(file);
    if (!stats.isFile()) {
        const what = stats.isDirectory() ? 'is a directory' : 'is not a file';
        throw refusal(path, what, 'Give the path of the policy file itself.');
    }
    if (stats.size > mostBytes) {
        const rule = `has ${stats.size} bytes, a policy file has at most ${mostBytes}`;
        throw refusal(path, rule, 'Split it into several, one step each.');
    }
    return decode(await (0,promises_.readFile)(file), path);
}
async function locate(path, workspace) {
    try {
        const root = await (0,promises_.realpath)(workspace);
        const file = await (0,promises_.realpath)((0,external_node_path_.resolve)(root, path));
        const inside = (0,external_node_path_.relative)(root, file);
        if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside)) {
            throw refusal(path, 'leads outside of the workspace', 'Give a path inside of the repository that was checked out.');
        }
        return file;
    }
    catch (error) {
        if (error instanceof problem/* ProblemError */.Mm)
            throw error;
        throw refusal(path, 'does not exist in the workspace', 'Check the path, and that actions/checkout runs before this step.', error);
    }
}
function decode(bytes, path) {
    try {
        // Takes a byte order mark away.
        return new external_node_util_.TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw refusal(path, 'is not UTF-8', 'Save the file as UTF-8.', error);
    }
}
function refusal(path, rule, remedy, cause) {
    const message = `policy-file: ${JSON.stringify(path)} ${rule}.`;
    return new problem/* ProblemError */.Mm({ reason: 'invalid-policy', message, remedy }, cause);
}

;// CONCATENATED MODULE: ./build/action/github/runner.js




/** GitHub's runner: where the inputs come from, and where log, outputs, summary and annotations go. */
class ActionsRunner {
    inputs = readInputTexts((name) => core/* getInput */.V4(name));
    environment = readEnvironment();
    #grouped = false;
    info(line) {
        core/* info */.pq(harmless(line));
    }
    group(title) {
        this.endGroup();
        core/* startGroup */.Oh(harmless(title));
        this.#grouped = true;
    }
    endGroup() {
        if (this.#grouped)
            core/* endGroup */.N4();
        this.#grouped = false;
    }
    mask(secret) {
        core/* setSecret */.Pq(secret);
    }
    annotate({ level, title, message, where }) {
        const text = message.split('\n').map(harmless).join('\n');
        const place = where === undefined ? {} : { file: where.file, startLine: where.line, startColumn: where.column };
        const properties = { title: harmless(title), ...place };
        if (level === 'error')
            core/* error */.z3(text, properties);
        else
            core/* warning */.$e(text, properties);
    }
    async readTextFile(path) {
        return readTextFile(path, process.env['GITHUB_WORKSPACE'] ?? process.cwd());
    }
    saveState(name, value) {
        core/* saveState */.LZ(name, value);
    }
    setOutput(name, value) {
        core/* setOutput */.uH(name, value.toWellFormed());
    }
    /** Writes the job summary; without a summary file (older GitHub Enterprise Servers) it goes to the log instead. */
    async writeSummary(markdown) {
        try {
            await core/* summary */.z.addRaw(markdown.toWellFormed(), true).write();
        }
        catch (error) {
            core/* debug */.Yz(`no summary file: ${String(error)}`);
            this.group('Report (this server has no job summaries)');
            for (const line of markdown.split('\n'))
                this.info(line);
            this.endGroup();
        }
    }
    fail(sentence) {
        core/* setFailed */.C1(harmless(sentence));
    }
}
function readEnvironment() {
    const { env } = process;
    return {
        awsRegion: env['AWS_REGION'] ?? '',
        awsDefaultRegion: env['AWS_DEFAULT_REGION'] ?? '',
        repository: env['GITHUB_REPOSITORY'] ?? '',
        runId: env['GITHUB_RUN_ID'] ?? '',
    };
}

// EXTERNAL MODULE: ./build/action/sharing/result.js
var sharing_result = __webpack_require__(4172);
// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/action/system-clock.js


/** Real time. */
const systemClock = {
    now: () => external_node_perf_hooks_.performance.now(),
    async sleep(milliseconds, signal) {
        try {
            await (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, { signal });
        }
        catch {
            // The signal ended the sleep, which is what it is for.
        }
    },
};

;// CONCATENATED MODULE: ./build/action/version.js
/** The action's name and version, as its user agent tells AWS. The version is package.json's; a test holds them together. */
const version_name = 'share-workspaces-image';
const version = '1.0.0';

;// CONCATENATED MODULE: ./build/action/process.js







/** Builds the adapters, runs a job with them, and ends the process: green only when the job says it succeeded. */
async function runProcess(job) {
    // A promise that never settles ends the process as soon as nothing else is left to do. That must not be green.
    process.exitCode = 1;
    const runner = new ActionsRunner();
    const cancellation = cancelOnSignals(process);
    const idTokens = new GitHubIdTokens();
    try {
        const result = await job({
            runner,
            clock: systemClock,
            cancellation,
            today: new Date(),
            openComments: async () => {
                // Loaded only here: octokit is larger than everything else on the way.
                const { openPullRequestComments } = await Promise.all(/* import() */[__webpack_require__.e(758), __webpack_require__.e(996)]).then(__webpack_require__.bind(__webpack_require__, 3996));
                return openPullRequestComments(runner.inputs['github-token'], cancellation.proofEnd);
            },
            connect: async (signIn) => connect(signIn, idTokens, [version_name, version], cancellation.requested),
        });
        if ((0,sharing_result/* failureReasonOf */.M3)(result) === undefined)
            process.exitCode = 0;
    }
    catch (error) {
        runner.fail(`The report could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
    // Calls that were given up must not hold the job; what was written to the log has to arrive first.
    process.stdout.write('', () => process.exit());
}


/***/ }),

/***/ 7403:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ labelOf)
/* harmony export */ });
/** An account as people read it: its id, and its name where it has one. */
function labelOf(account, names) {
    const name = names.get(account);
    return name === undefined ? account : `${account} (${name})`;
}


/***/ }),

/***/ 3917:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ settle),
/* harmony export */   Tk: () => (/* binding */ isInEffect),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   vT: () => (/* binding */ preposition)
/* harmony export */ });
/* harmony import */ var _account_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7403);

/** Whether the accounts that can copy an image are as the change wants them. */
function isInEffect(change, recipients) {
    return recipients.has(change.account) === (change.kind === 'share');
}
/** Decides what became of a change. The read decides; the call's own answer only explains. */
function settle(change, attempt, proof) {
    if (proof.kind === 'unread')
        return settleUnread(change, attempt, proof.problem);
    if (isInEffect(change, proof.recipients))
        return settleInEffect(attempt);
    switch (attempt.kind) {
        case 'accepted':
            return { kind: 'failed', problem: notShown(change), mayBeInEffect: true };
        case 'failed':
            return { kind: 'failed', problem: attempt.problem, mayBeInEffect: attempt.mayHaveTakenEffect };
        case 'not-attempted':
            return attempt;
    }
}
function settleInEffect(attempt) {
    switch (attempt.kind) {
        case 'accepted':
            return { kind: 'done' };
        case 'failed':
            return attempt.mayHaveTakenEffect ? { kind: 'done', despite: attempt.problem } : { kind: 'unchanged' };
        case 'not-attempted':
            return { kind: 'unchanged' };
    }
}
function settleUnread(change, attempt, unread) {
    switch (attempt.kind) {
        case 'accepted':
            return {
                kind: 'failed',
                mayBeInEffect: true,
                problem: {
                    reason: 'not-proven',
                    message: `AWS accepted to ${change.kind} ${change.image.id} ${preposition(change)} ${change.account}, but the proof could not be read: ${unread.message}`,
                    remedy: `${unread.remedy} Then run this again: what is in effect already is left as it is.`,
                    image: change.image,
                    account: change.account,
                    ...(unread.aws === undefined ? {} : { aws: unread.aws }),
                },
            };
        case 'failed':
            return { kind: 'failed', problem: attempt.problem, mayBeInEffect: attempt.mayHaveTakenEffect };
        case 'not-attempted':
            return attempt;
    }
}
function notShown(change) {
    const seen = change.kind === 'share' ? 'does not list' : 'still lists';
    return {
        reason: 'not-proven',
        message: `AWS accepted to ${change.kind} ${change.image.id} ${preposition(change)} ${change.account}, but reading back ${seen} the account.`,
        remedy: 'Run this again; if it stays so, give the request to AWS Support.',
        image: change.image,
        account: change.account,
    };
}
/** A change in a few words: `share wsi-... with 111122223333`. */
function nameOf(change, names = new Map()) {
    return `${change.kind} ${change.image.id} ${preposition(change)} ${(0,_account_names_js__WEBPACK_IMPORTED_MODULE_0__/* .labelOf */ .W)(change.account, names)}`;
}
/** "share with", "unshare from": the word that belongs to a change. */
function preposition(change) {
    return change.kind === 'share' ? 'with' : 'from';
}


/***/ }),

/***/ 8790:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mm: () => (/* binding */ ProblemError),
/* harmony export */   Yr: () => (/* binding */ foremostReason),
/* harmony export */   Zw: () => (/* binding */ problemOf)
/* harmony export */ });
/* unused harmony export failureReasons */
/**
 * Every reason for which a run can fail: the closed set of the output `failure-reason`.
 * Where a run meets several, the one that stands first here is reported.
 */
const failureReasons = [
    'internal',
    'cancelled',
    'invalid-input',
    'invalid-policy',
    'oidc-unavailable',
    'role-refused',
    'no-credentials',
    'access-denied',
    'image-not-found',
    'image-not-owned',
    'not-supported',
    'wait-timed-out',
    'image-not-available',
    'refused-by-guard',
    'plan-changed',
    'drift',
    'unreachable',
    'service-unavailable',
    'throttled',
    'not-proven',
    'partly-failed',
];
/** The reason that stands first in {@link failureReasons}; `undefined` when there are no problems. */
function foremostReason(problems) {
    const met = new Set(problems.map((problem) => problem.reason));
    return failureReasons.find((reason) => met.has(reason));
}
/** Carries a problem from the place that found it to the one that reports it; the cause is kept. */
class ProblemError extends Error {
    name = 'ProblemError';
    problem;
    constructor(problem, cause) {
        super(problem.message, { cause });
        this.problem = problem;
    }
}
/** The problem an error carries; an error that carries none is a mistake of this action itself. */
function problemOf(error) {
    if (error instanceof ProblemError)
        return error.problem;
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
        reason: 'internal',
        message: `The action met a case it was not built for (${detail}).`,
        remedy: 'Please report it, with the log of a run that has debug logging on. Check who can copy the image before you run it again.',
    };
}


/***/ }),

/***/ 512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ partitionOf)
/* harmony export */ });
/* unused harmony export isKnownToHaveWorkSpaces */
/** The partition a Region belongs to: ARNs, the OIDC audience and console addresses depend on it. */
function partitionOf(region) {
    if (region.startsWith('cn-'))
        return 'aws-cn';
    if (region.startsWith('us-gov-'))
        return 'aws-us-gov';
    return 'aws';
}
// https://docs.aws.amazon.com/general/latest/gr/wsp.html
const regionsWithWorkSpaces = new Set([
    'us-east-1',
    'us-east-2',
    'us-west-2',
    'af-south-1',
    'ap-south-1',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-5',
    'ca-central-1',
    'eu-central-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'sa-east-1',
    'us-gov-east-1',
    'us-gov-west-1',
    'cn-northwest-1',
]);
/**
 * Whether WorkSpaces was known to be offered in the Region when this version was made.
 * AWS adds Regions, so a `false` is a reason to warn and never one to refuse.
 */
function isKnownToHaveWorkSpaces(region) {
    return regionsWithWorkSpaces.has(region);
}


/***/ }),

/***/ 4172:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M3: () => (/* binding */ failureReasonOf),
/* harmony export */   Ul: () => (/* binding */ allProblems),
/* harmony export */   V$: () => (/* binding */ resultWithoutPlan),
/* harmony export */   oJ: () => (/* binding */ isSuccess),
/* harmony export */   r2: () => (/* binding */ settledChanges),
/* harmony export */   vA: () => (/* binding */ totalsOf),
/* harmony export */   xp: () => (/* binding */ problemOfOutcome)
/* harmony export */ });
/* unused harmony export isChanged */
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8790);

/** The result of a run that ended before there was a plan. */
function resultWithoutPlan(mode, problems, warnings = []) {
    return { mode, images: [], problems, warnings, planId: '' };
}
/** All changes of a run with their outcomes. */
function settledChanges(result) {
    return result.images.flatMap((image) => image.changes);
}
/** Counts a run's changes by outcome. */
function totalsOf(result) {
    const settled = settledChanges(result);
    const took = (kind) => settled.filter(({ change, outcome }) => change.kind === kind && isSuccess(outcome) && outcome.kind !== 'unchanged');
    return {
        shared: took('share').length,
        unshared: took('unshare').length,
        unchanged: result.images.reduce((sum, image) => sum + image.unchanged.length, 0) +
            settled.filter(({ outcome }) => outcome.kind === 'unchanged').length,
        failed: settled.filter(({ outcome }) => !isSuccess(outcome)).length,
    };
}
/** Whether an outcome is what was asked for: in effect, or planned in a mode that only plans. */
function isSuccess(outcome) {
    return outcome.kind === 'done' || outcome.kind === 'planned' || outcome.kind === 'unchanged';
}
/** The problem an outcome tells of; `undefined` for a success. */
function problemOfOutcome(outcome) {
    switch (outcome.kind) {
        case 'failed':
        case 'undo-failed':
            return outcome.problem;
        case 'not-attempted':
            return outcome.because;
        case 'planned':
        case 'done':
        case 'unchanged':
        case 'undone':
            return undefined;
    }
}
/** Every problem of a run: those of the whole first, then those of single changes. */
function allProblems(result) {
    const ofChanges = settledChanges(result).flatMap(({ outcome }) => problemOfOutcome(outcome) ?? []);
    return [...new Set([...result.problems, ...ofChanges])];
}
/** The reason a run failed for, `undefined` when it succeeded. */
function failureReasonOf(result) {
    const foremost = (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .foremostReason */ .Yr)(allProblems(result));
    if (foremost === undefined || foremost === 'cancelled' || result.mode !== 'apply')
        return foremost;
    const someTookEffect = settledChanges(result).some(({ outcome }) => isSuccess(outcome) || outcome.kind === 'undo-failed');
    return someTookEffect ? 'partly-failed' : foremost;
}
/** Whether the run changed anything that it didn't take back again, or would (in a mode that only plans). */
function isChanged(result) {
    const changing = new Set(['done', 'planned', 'undo-failed']);
    return settledChanges(result).some(({ outcome }) => changing.has(outcome.kind));
}


/***/ }),

/***/ 719:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ ChangeError)
/* harmony export */ });
/* harmony import */ var _sharing_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8790);

/** A call that was to change a permission and didn't end well. */
class ChangeError extends _sharing_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .ProblemError */ .Mm {
    name = 'ChangeError';
    /** No answer of AWS says that nothing was changed, so the change may be in effect all the same. */
    mayHaveTakenEffect;
    constructor(problem, mayHaveTakenEffect, cause) {
        super(problem, cause);
        this.mayHaveTakenEffect = mayHaveTakenEffect;
    }
}


/***/ })

};
;