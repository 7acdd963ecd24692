"use strict";
exports.id = 969;
exports.ids = [969];
exports.modules = {

/***/ 2969:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPolicy: () => (/* binding */ readPolicy)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/action/input/policy/policy-document.js

// Aliases are for repeating a list of accounts under many images. Beyond this many the file is an attack.
const mostAliases = 2000;
/** A policy file as YAML, with the place of everything in it, and what is wrong with it. */
class PolicyDocument {
    #problems = [];
    #file;
    #lines = new dist/* LineCounter */.HN();
    #document;
    /** @param file path from the workspace's root, for the positions */
    constructor(text, file) {
        this.#file = file;
        this.#document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
        for (const { message, pos, code } of [...this.#document.errors, ...this.#document.warnings]) {
            this.#add(`${sentence(message)} (${code})`, remedyFor(code), this.#positionAt(pos[0]));
        }
        if (this.#document.contents === null && this.#problems.length === 0) {
            this.#add('The policy file is empty', 'Write version: 1 and images: into it, as the README shows.', this.#positionAt(0));
        }
    }
    /** Everything that is wrong with it, from top to bottom. */
    get problems() {
        return this.#problems.toSorted((a, b) => a.where.line - b.where.line || a.where.column - b.where.column);
    }
    /** The document as plain values; `undefined` when its aliases explode, which is noted as a problem. */
    toValue() {
        try {
            return this.#document.toJS({ maxAliasCount: mostAliases });
        }
        catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            this.#add(`The policy file's aliases can't be resolved: ${why}`, 'Repeat the accounts instead of nesting aliases.', this.#positionAt(0));
            return undefined;
        }
    }
    /**
     * Notes a problem.
     * @param message a clause; the place in the document is put before it
     */
    add(path, message, remedy) {
        const place = spoken(path);
        this.#add(place === '' ? message : `${place}: ${message}`, remedy, this.positionOf(path));
    }
    /** Notes a problem of the key at the end of the path, at the key itself. */
    addAtKey(path, message, remedy) {
        const place = spoken(path);
        this.#add(`${place}: ${message}`, remedy, this.#positionOfKey(path));
    }
    /** Where the value at the path stands, or the nearest thing around it that is there. */
    positionOf(path) {
        for (let length = path.length; length > 0; length -= 1) {
            const node = this.#nodeAt(path.slice(0, length));
            if (node?.range)
                return this.#positionAt(node.range[0]);
        }
        return this.#positionAt(this.#document.contents?.range[0] ?? 0);
    }
    #positionOfKey(path) {
        const parent = this.#nodeAt(path.slice(0, -1));
        const pairs = (0,dist/* isMap */.jh)(parent) ? parent.items : [];
        const key = pairs
            .map((pair) => pair.key)
            .find((one) => (0,dist/* isScalar */.jn)(one) && String(one.value) === String(path.at(-1)));
        return (0,dist/* isScalar */.jn)(key) && key.range ? this.#positionAt(key.range[0]) : this.positionOf(path);
    }
    /** The scalar at the path as it was written, before YAML made something else of it. */
    sourceOf(path) {
        const node = this.#nodeAt(path);
        return (0,dist/* isScalar */.jn)(node) ? node.source : undefined;
    }
    #nodeAt(path) {
        const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
        return isNodeWithRange(node) ? node : undefined;
    }
    #add(message, remedy, where) {
        this.#problems.push({ reason: 'invalid-policy', message: sentence(message), remedy, where });
    }
    #positionAt(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
    }
}
function isNodeWithRange(value) {
    return typeof value === 'object' && value !== null && 'range' in value;
}
function sentence(text) {
    const trimmed = text.trim();
    return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
/** A path as people write it: `images[0].share-with[2]`. */
function spoken(path) {
    return path
        .map((part, index) => typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)
        .join('');
}
function remedyFor(code) {
    switch (code) {
        case 'TAB_AS_INDENT':
            return 'Indent with spaces: YAML allows no tabs there.';
        case 'MULTIPLE_DOCS':
            return 'Keep one document in the file; remove the line --- and what follows it.';
        case 'DUPLICATE_KEY':
            return 'Keep one of the two.';
        default:
            return 'Mend the YAML at this place; an editor with YAML support shows it as you type.';
    }
}

// EXTERNAL MODULE: ./build/action/sharing/identifiers.js
var identifiers = __webpack_require__(6317);
// EXTERNAL MODULE: ./build/action/sharing/time-box.js
var time_box = __webpack_require__(6544);
// EXTERNAL MODULE: ./build/action/input/input-problems.js
var input_problems = __webpack_require__(1058);
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/action/input/policy/shape-problems.js


const knownKeys = {
    top: ['version', 'accounts', 'images'],
    image: ['id', 'name', 'region', 'share-with', 'exclusive'],
    recipient: ['account', 'until'],
};
/** Notes everything in which a document's shape is not that of a policy, in words and at its place. */
function noteShapeProblems(issues, value, document) {
    for (const issue of issues)
        noteIssue(issue, issue.path, value, document);
}
function noteIssue(issue, path, value, document) {
    const found = valueAt(value, path);
    if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys)
            noteUnknownKey(key, path, document);
    }
    else if (issue.code === 'invalid_union') {
        noteRecipient(issue, path, found, value, document);
    }
    else if (issue.code === 'invalid_key') {
        document.addAtKey(path, `${(0,input_problems/* quoted */.T)(String(path.at(-1)))} is no name for an account`, 'Use 1 to 64 characters, not digits alone, without comma.');
    }
    else {
        document.add(path, ...explain(path, found, document));
    }
}
function noteUnknownKey(key, path, document) {
    const known = knownKeys[levelOf(path)] ?? [];
    document.addAtKey([...path, key], `the key ${(0,input_problems/* quoted */.T)(key)} is not known`, suggestion(key, known) ?? `Known here are ${known.join(', ')}.`);
}
/** "Did you mean ...?", when something known is near enough; otherwise `undefined`. */
function suggestion(text, known) {
    if (known.length === 0)
        return undefined;
    const nearest = (0,mod/* closest */.kp)(text, [...known]);
    return (0,mod/* distance */.Io)(text, nearest) <= Math.max(2, Math.floor(text.length / 3))
        ? `Did you mean ${nearest}?`
        : undefined;
}
// A recipient is a text or a mapping; what it was meant to be tells which of the two to explain.
function noteRecipient(issue, path, found, value, document) {
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) {
        for (const inner of issue.errors.at(-1) ?? [])
            noteIssue(inner, [...path, ...inner.path], value, document);
        return;
    }
    document.add(path, ...accountText(path, found, document));
}
function explain(path, found, document) {
    const last = String(path.at(-1));
    if (found === undefined)
        return missing(path);
    if (path[0] === 'accounts' && path.length === 2) {
        return accountText(path, found, document);
    }
    switch (last) {
        case 'version':
            return [`${shown(found)} is no version of this format`, 'Write version: 1.'];
        case 'id':
            return [
                `${shown(found)} is no WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits)`,
                'Copy the id from the WorkSpaces console, under Images.',
            ];
        case 'region':
            return [`${shown(found)} is not the code of a Region`, 'Write a code such as eu-west-1.'];
        case 'until':
            return [`${shown(found)} is no date`, 'Write the last day as YYYY-MM-DD, such as 2027-03-31.'];
        case 'account':
            return accountText(path, found, document);
        case 'exclusive':
            return [`${shown(found)} is neither true nor false`, 'Write true or false.'];
        case 'share-with':
            return [`${shown(found)} is no list`, 'List names or quoted account ids, or write [] for nobody.'];
        case 'images':
            return [
                'there must be at least one image in a list',
                'List the images, each beginning with "- id:" or "- name:".',
            ];
        default:
            return [`${shown(found)} is not what belongs here`, 'Compare it with the policy file in the README.'];
    }
}
function missing(path) {
    const [last] = path.slice(-1);
    if (last === 'share-with') {
        return [
            'share-with is missing',
            'List who may copy the image; write share-with: [] if nobody may, on purpose.',
        ];
    }
    return [`${String(last)} is missing`, last === 'version' ? 'Write version: 1.' : `Add ${String(last)}.`];
}
function accountText(path, found, document) {
    const source = document.sourceOf(path);
    if (typeof found === 'number' && source !== undefined) {
        const id = /^[0-9]{1,12}$/.test(source) ? source.padStart(12, '0') : source;
        return [
            `${source} is a number to YAML, which drops leading zeros; an account id is a text of 12 digits`,
            `Write it in quotes: "${id}".`,
        ];
    }
    if (typeof found === 'string' && /^[0-9]+$/.test(found)) {
        return [
            `${(0,input_problems/* quoted */.T)(found)} has ${found.length} digits, an AWS account id has exactly 12 digits`,
            'Copy the id from the account menu of the AWS console and write it in quotes.',
        ];
    }
    return [`${shown(found)} is no account`, 'Write the 12-digit id in quotes, or a name from accounts.'];
}
function levelOf(path) {
    if (path.length === 0)
        return 'top';
    return path.length === 2 ? 'image' : 'recipient';
}
function shown(value) {
    return (0,input_problems/* quoted */.T)(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
}
function valueAt(value, path) {
    return path.reduce((inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined), value);
}

;// CONCATENATED MODULE: ./build/action/input/policy/policy-images.js




/** Turns a policy into what is wanted; notes on the document what makes no sense. */
function wantsOf(policy, document, context) {
    return new PolicyReader(policy, document, context).read();
}
class PolicyReader {
    #policy;
    #document;
    #context;
    #ids = new Map();
    #names = new Map();
    #seenImages = new Map();
    #warnings = [];
    constructor(policy, document, context) {
        this.#policy = policy;
        this.#document = document;
        this.#context = context;
    }
    read() {
        for (const [name, id] of this.#policy.accounts)
            this.#readName(name, id);
        const images = this.#policy.images.flatMap((image) => this.#readImage(image, ['images', image.index]));
        return { images, accountNames: this.#names, warnings: this.#warnings };
    }
    #readName(name, id) {
        if (!(0,identifiers/* isAccountId */.JG)(id))
            return;
        const other = this.#names.get(id);
        if (other !== undefined) {
            this.#document.add(['accounts', name], `account ${id} has the name ${(0,input_problems/* quoted */.T)(other)} already`, 'Keep one name for each account.');
        }
        this.#ids.set(name, id);
        this.#names.set(id, name);
    }
    #readImage(image, path) {
        const selection = this.#select(image, path);
        if (selection !== undefined)
            this.#noteRepeated(selection, path, image.index);
        const recipients = image.recipients.flatMap((entry) => this.#readRecipient(entry, [...path, 'share-with', entry.position]));
        this.#noteRepeatedAccounts(recipients);
        if (this.#context.temporary && image.exclusive)
            this.#noteTemporary([...path, 'exclusive']);
        if (selection === undefined)
            return [];
        const ended = recipients.filter(({ box }) => box?.hasEnded === true).map(({ account }) => account);
        const timeBoxes = recipients.flatMap(({ account, box }) => box === undefined ? [] : [[account, box]]);
        return [
            {
                ...selection,
                share: recipients.filter(({ box }) => box?.hasEnded !== true).map(({ account }) => account),
                unshare: image.exclusive ? 'everyone-else' : ended,
                timeBoxes: new Map(timeBoxes),
                where: this.#document.positionOf(path),
            },
        ];
    }
    #select(image, path) {
        const text = image.region ?? this.#context.defaultRegion;
        const region = text !== undefined && (0,identifiers/* isRegion */.Dp)(text) ? text : undefined;
        if (region === undefined && !image.keys.has('region')) {
            this.#document.add(path, 'the image has no Region', 'Add region: here, or set the input aws-region.');
        }
        const { id, name, keys } = image;
        if (keys.has('id') === keys.has('name')) {
            const what = keys.has('id') ? 'the image has both id and name' : 'the image has neither id nor name';
            this.#document.add(path, what, 'Give one of the two.');
            return undefined;
        }
        if (region === undefined)
            return undefined;
        if (id !== undefined && (0,identifiers/* isImageId */.rw)(id))
            return { image: { region, id } };
        return name === undefined ? undefined : { region, name };
    }
    #noteRepeated(selection, path, index) {
        const key = 'image' in selection ? (0,identifiers/* imageKey */.p2)(selection.image) : `${selection.region} ${selection.name}`;
        const first = this.#seenImages.get(key);
        if (first === undefined)
            this.#seenImages.set(key, index);
        else
            this.#document.add(path, `the image stands at images[${first}] already`, 'Put all its accounts in one place.');
    }
    #readRecipient({ account: text, until, isMapping }, path) {
        const account = this.#readAccount(text, isMapping ? [...path, 'account'] : path);
        const box = until === undefined ? undefined : (0,time_box/* timeBox */.Jg)(until, this.#context.today);
        if (until !== undefined && box === undefined) {
            this.#document.add([...path, 'until'], `${(0,input_problems/* quoted */.T)(until)} is no date of the calendar`, 'Write the last day as YYYY-MM-DD.');
        }
        if (account === undefined)
            return [];
        if (box?.hasEnded === true)
            this.#noteEnded(text, box, path);
        return [{ account, box, path }];
    }
    #noteEnded(text, box, path) {
        if (this.#context.temporary)
            this.#noteTemporary([...path, 'until']);
        const { file, line } = this.#document.positionOf(path);
        this.#warnings.push(`${file}:${line}: the share with ${text} ended ${box.until}; the account is unshared. Remove the entry when it is done.`);
    }
    #noteTemporary(path) {
        this.#document.add(path, 'this unshares, and temporary only takes back what it shared', 'Set temporary: false, or remove this.');
    }
    #readAccount(text, path) {
        if ((0,identifiers/* isAccountId */.JG)(text))
            return text;
        const known = this.#ids.get(text);
        if (known !== undefined)
            return known;
        if (/^[0-9]+$/.test(text)) {
            this.#document.add(path, `${(0,input_problems/* quoted */.T)(text)} has ${text.length} digits, an AWS account id has exactly 12 digits`, 'Copy the id from the account menu of the AWS console and write it in quotes.');
        }
        else if (!this.#policy.accountNames.has(text)) {
            this.#document.add(path, `no account is named ${(0,input_problems/* quoted */.T)(text)}`, suggestion(text, [...this.#ids.keys()]) ?? 'Add it to accounts with its 12-digit id in quotes.');
        }
        return undefined;
    }
    #noteRepeatedAccounts(recipients) {
        const seen = new Set();
        for (const { account, path } of recipients) {
            if (seen.has(account))
                this.#document.add(path, `account ${account} stands in this list already`, 'Keep one entry for each account.');
            seen.add(account);
        }
    }
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./build/action/input/policy/schema.js

/** The name of an account in `accounts`. */
const accountNameSchema = schemas/* string */.YjP()
    .regex(/^(?=.*[^0-9])[^\s,][^\n\r,]{0,63}$/)
    .meta({ description: 'A name for people: 1 to 64 characters, not digits alone, no comma.' });
/** The id of an account in `accounts`. */
const accountIdSchema = schemas/* string */.YjP()
    .regex(/^[0-9]{12}$/)
    .meta({
    description: 'The 12-digit id of the account, in quotes: YAML drops the leading zero of a number.',
});
const timeBoxedRecipient = schemas/* strictObject */.rej({
    account: schemas/* string */.YjP().meta({ description: 'A name from accounts, or a quoted account id.' }),
    until: schemas/* string */.YjP()
        .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
        .optional()
        .meta({
        description: 'The last day of the share (UTC), YYYY-MM-DD. After it, the account is unshared.',
    }),
})
    .meta({ description: 'An account and how long it may copy the image.' });
/** An entry of share-with. */
const recipientSchema = schemas/* union */.KCZ([
    schemas/* string */.YjP().meta({ description: 'A name from accounts, or a quoted account id.' }),
    timeBoxedRecipient,
]);
/** One image. */
const imageSchema = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP()
        .regex(/^wsi-[0-9a-z]{9,63}$/)
        .optional()
        .meta({ description: 'The id of the image. Either this or name.' }),
    name: schemas/* string */.YjP()
        .min(1)
        .optional()
        .meta({ description: 'The name of an image this account owns. Either this or id.' }),
    region: schemas/* string */.YjP()
        .regex(/^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/)
        .optional()
        .meta({ description: 'The Region of the image. Default: the input aws-region.' }),
    'share-with': schemas/* array */.YOg(recipientSchema).meta({ description: 'Who may copy the image.' }),
    exclusive: schemas/* boolean */.zMY()
        .optional()
        .meta({ description: 'true: everyone who is not in share-with is unshared. Default: false.' }),
})
    .meta({
    description: 'One image and who may copy it.',
    oneOf: [{ required: ['id'] }, { required: ['name'] }],
});
/**
 * What a policy file says. The one source of the check at run time, of the type, and of schema/policy.schema.json.
 */
const policySchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).meta({ description: 'The version of this format.' }),
    accounts: schemas/* record */.g1P(accountNameSchema, accountIdSchema)
        .optional()
        .meta({ description: 'Names for accounts; each id has one name.' }),
    images: schemas/* array */.YOg(imageSchema).min(1).meta({ description: 'The images, each once.' }),
})
    .meta({
    title: 'Policy of Share WorkSpaces Image',
    description: 'Says who may copy which Amazon WorkSpaces images.',
});
/** The JSON Schema for editors. */
function policyJsonSchema() {
    return {
        $id: 'https://raw.githubusercontent.com/OWNER/share-workspaces-image/v1/schema/policy.schema.json',
        ...z.toJSONSchema(policySchema),
    };
}

;// CONCATENATED MODULE: ./build/action/input/policy/sound-parts.js

/** Picks out what has the right shape. */
function soundPartsOf(value) {
    const top = entriesOf(value);
    const accounts = [...entriesOf(top.get('accounts'))];
    const images = top.get('images');
    return {
        accounts: accounts.flatMap(([name, id]) => {
            const text = accountIdSchema.safeParse(id);
            return accountNameSchema.safeParse(name).success && text.success ? [[name, text.data]] : [];
        }),
        accountNames: new Set(accounts.map(([name]) => name)),
        images: (Array.isArray(images) ? images : []).map((image, index) => imagePart(image, index)),
    };
}
function imagePart(value, index) {
    const entries = entriesOf(value);
    const { shape } = imageSchema;
    const shareWith = entries.get('share-with');
    return {
        index,
        keys: new Set(entries.keys()),
        id: shape.id.safeParse(entries.get('id')).data,
        name: shape.name.safeParse(entries.get('name')).data,
        region: shape.region.safeParse(entries.get('region')).data,
        exclusive: shape.exclusive.safeParse(entries.get('exclusive')).data === true,
        recipients: (Array.isArray(shareWith) ? shareWith : []).flatMap(recipientPart),
    };
}
function recipientPart(value, position) {
    if (typeof value === 'string')
        return [{ position, isMapping: false, account: value, until: undefined }];
    const entry = recipientSchema.safeParse(value);
    if (!entry.success || typeof entry.data === 'string')
        return [];
    return [{ position, isMapping: true, account: entry.data.account, until: entry.data.until }];
}
function entriesOf(value) {
    return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

;// CONCATENATED MODULE: ./build/action/input/policy/read-policy.js





/**
 * Reads a policy file. Every mistake becomes a problem at its line; whatever the text, nothing else comes of it.
 * @param file path from the workspace's root
 */
function readPolicy(text, file, context) {
    const document = new PolicyDocument(text, file);
    const refused = () => ({ kind: 'refused', problems: document.problems });
    if (document.problems.length > 0)
        return refused();
    const value = document.toValue();
    if (document.problems.length > 0)
        return refused();
    const shape = policySchema.safeParse(value);
    if (!shape.success)
        noteShapeProblems(shape.error.issues, value, document);
    // Also where the shape is wrong somewhere, so that a person mends everything in one go.
    const wants = wantsOf(soundPartsOf(value), document, context);
    return document.problems.length > 0 ? refused() : { kind: 'sound', wants };
}


/***/ })

};
;