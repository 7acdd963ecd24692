"use strict";
exports.id = 652;
exports.ids = [652];
exports.modules = {

/***/ 1058:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ InputProblems),
/* harmony export */   T: () => (/* binding */ quoted)
/* harmony export */ });
const longestQuote = 80;
/** Collects what is wrong with the inputs, so that a person can mend all of it in one go. */
class InputProblems {
    found = [];
    /**
     * Notes one problem.
     * @param rule what is wrong, to follow the input's name: `"x" is not ...`
     * @param remedy what to write instead, a sentence
     */
    add(input, rule, remedy) {
        this.found.push({ reason: 'invalid-input', message: `${input}: ${rule}.`, remedy });
    }
}
/** A value as a person typed it, in quotes, cut where it is too long to read. */
function quoted(text) {
    const shown = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
    return JSON.stringify(shown);
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

/***/ 6544:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jg: () => (/* binding */ timeBox),
/* harmony export */   xv: () => (/* binding */ spokenTimeBox)
/* harmony export */ });
/* unused harmony export parseDay */
const millisecondsADay = 86_400_000;
/** Reads a date of the calendar, `YYYY-MM-DD`, as milliseconds since 1970 (UTC); `undefined` for anything else. */
function parseDay(text) {
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text))
        return undefined;
    const time = Date.parse(`${text}T00:00:00Z`);
    // 2027-02-30 is taken for 2027-03-02 by some engines and refused by others; neither is a date.
    return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : time;
}
/** Compares the last day of a share with today; `undefined` when `until` is no date. */
function timeBox(until, today) {
    const lastDay = parseDay(until);
    if (lastDay === undefined)
        return undefined;
    const thisDay = Math.floor(today.getTime() / millisecondsADay) * millisecondsADay;
    const daysLeft = Math.round((lastDay - thisDay) / millisecondsADay);
    return { until, daysLeft, hasEnded: daysLeft < 0 };
}
/** A time box as a plan's reason: `ended 2027-03-31`, `until 2027-03-31`. */
function spokenTimeBox({ until, hasEnded }) {
    return `${hasEnded ? 'ended' : 'until'} ${until}`;
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


/***/ }),

/***/ 5652:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  takeBack: () => (/* binding */ takeBack)
});

// EXTERNAL MODULE: ./build/action/input/input-problems.js
var input_problems = __webpack_require__(1058);
;// CONCATENATED MODULE: ./build/action/input/scalars.js

// YAML 1.2 core schema, as GitHub's own getBooleanInput has it.
const trueTexts = new Set(['true', 'True', 'TRUE']);
const falseTexts = new Set(['false', 'False', 'FALSE']);
/** Reads a boolean by YAML 1.2's core schema. Anything else, `yes` and `1` included, is a problem. */
function scalars_readBoolean(input, text, problems) {
    if (trueTexts.has(text))
        return true;
    if (!falseTexts.has(text)) {
        problems.add(input, `${(0,input_problems/* quoted */.T)(text)} is neither true nor false`, 'Write true or false.');
    }
    return false;
}
/** Reads a whole number, in decimal digits alone, between two bounds (both included). */
function scalars_readWholeNumber(input, text, bounds, problems) {
    const { least, most, unit } = bounds;
    const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most)
        return value;
    problems.add(input, `${(0,input_problems/* quoted */.T)(text)} is not a whole number of ${unit} from ${least} to ${most}`, `Write a whole number from ${least} to ${most}, in digits.`);
    return least;
}
/** Reads one of a few words. */
function scalars_readChoice(input, text, choices, problems) {
    const choice = choices.find((candidate) => candidate === text);
    if (choice !== undefined)
        return choice;
    problems.add(input, `${quoted(text)} is not one of ${choices.join(', ')}`, `Write ${choices.join(' or ')}.`);
    return choices[0];
}

// EXTERNAL MODULE: ./build/action/sharing/regions.js
var regions = __webpack_require__(512);
;// CONCATENATED MODULE: ./build/action/input/sign-in.js




// IAM: role names are [\w+=,.@-]{1,64}, paths up to 512 characters.
const roleArnPattern = /^arn:(aws|aws-cn|aws-us-gov):iam::[0-9]{12}:role\/[\w+=,.@/-]{1,576}$/;
// STS AssumeRoleWithWebIdentity: RoleSessionName.
const sessionNamePattern = /^[\w+=,.@-]{2,64}$/;
const longestSessionName = 64;
/** Whether a Region is given at all, well-formed or not. */
function sign_in_isRegionGiven(texts, environment) {
    return regionText(texts, environment) !== '';
}
/** The Region that is given, where it is well-formed. */
function sign_in_givenRegion(texts, environment) {
    const text = regionText(texts, environment);
    return isRegion(text) ? text : undefined;
}
function regionText(texts, environment) {
    return texts['aws-region'] || environment.awsRegion || environment.awsDefaultRegion;
}
/** Reads the Region: the input, else AWS_REGION, else AWS_DEFAULT_REGION. */
function sign_in_readRegion(texts, environment, problems) {
    const text = regionText(texts, environment);
    if (isRegion(text))
        return text;
    if (text === '') {
        problems.add('aws-region', 'no Region is given, and neither AWS_REGION nor AWS_DEFAULT_REGION is set', 'Give the Region the images are in, such as eu-west-1.');
        return undefined;
    }
    const source = texts['aws-region'] === '' ? ' (from the environment)' : '';
    problems.add('aws-region', `${quoted(text)}${source} is not the code of a Region`, 'Write a code such as eu-west-1.');
    return undefined;
}
/** Reads the four inputs about the role; `undefined` where no role is to be assumed. */
function sign_in_readRole(texts, environment, region, problems) {
    const durationSeconds = scalars_readWholeNumber('role-duration-seconds', texts['role-duration-seconds'], { least: 900, most: 43_200, unit: 'seconds' }, problems);
    const sessionName = readSessionName(texts['role-session-name'], environment, problems);
    const arn = texts['role-to-assume'];
    if (arn === '')
        return undefined;
    checkRoleArn(arn, region, problems);
    const audience = texts.audience || defaultAudience(region);
    return { arn, sessionName, durationSeconds, audience };
}
function checkRoleArn(arn, region, problems) {
    const partition = roleArnPattern.exec(arn)?.[1];
    if (partition === undefined) {
        problems.add('role-to-assume', `${(0,input_problems/* quoted */.T)(arn)} is not the ARN of an IAM role`, 'Write it like arn:aws:iam::111122223333:role/share-images.');
    }
    else if (region !== undefined && partition !== (0,regions/* partitionOf */.i)(region)) {
        problems.add('role-to-assume', `${(0,input_problems/* quoted */.T)(arn)} is in partition ${partition}, but Region ${region} is in ${(0,regions/* partitionOf */.i)(region)}`, 'Give a role of the partition the images are in.');
    }
}
function readSessionName(text, environment, problems) {
    if (text === '')
        return sessionNameFrom(environment);
    if (!sessionNamePattern.test(text)) {
        problems.add('role-session-name', `${(0,input_problems/* quoted */.T)(text)} is not 2 to 64 letters, digits or _+=,.@-`, 'Leave it out to have it made from the repository and the run.');
    }
    return text;
}
// The run's id is kept whole, because it is what leads from CloudTrail to the run.
function sessionNameFrom({ repository, runId }) {
    const run = runId.replaceAll(/[^\w]/g, '') || 'local';
    const name = repository.replaceAll(/[^\w+=,.@-]/g, '.').slice(0, longestSessionName - run.length - 1);
    return `${name || 'share-workspaces-image'}-${run}`;
}
function defaultAudience(region) {
    const partition = region === undefined ? 'aws' : (0,regions/* partitionOf */.i)(region);
    return partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
}

// EXTERNAL MODULE: ./build/action/sharing/result.js
var sharing_result = __webpack_require__(4172);
;// CONCATENATED MODULE: ./build/action/report/positions.js
/** A place in a file as compilers write it, to stand before a sentence: `policy.yml:12:9: `; `''` for none. */
function spokenPosition(where) {
    return where === undefined ? '' : `${where.file}:${where.line}:${where.column}: `;
}

;// CONCATENATED MODULE: ./build/action/sharing/grouping.js
/** Groups values by a key; groups and values keep the order they came in. (Map.groupBy needs Node 21.) */
function groupBy(values, keyOf) {
    const groups = new Map();
    for (const value of values) {
        const key = keyOf(value);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [value]);
        else
            group.push(value);
    }
    return groups;
}

;// CONCATENATED MODULE: ./build/action/report/problem-classes.js



/** A run's problems by class, in the order in which they first occurred. */
function problemClasses(result) {
    return classesBy((0,sharing_result/* allProblems */.Ul)(result), ({ reason, aws }) => `${reason} ${aws?.name ?? ''}`);
}
/** As {@link problemClasses}, but what is wrong in a file is a class at each place: that is where it is mended. */
function problemClassesByPlace(result) {
    return classesBy((0,sharing_result/* allProblems */.Ul)(result), ({ reason, aws, where }) => {
        const place = reason === 'invalid-policy' ? spokenPosition(where) : '';
        return `${reason} ${aws?.name ?? ''} ${place}`;
    });
}
function classesBy(problems, keyOf) {
    return [...groupBy(problems, keyOf).values()].flatMap((group) => {
        const [first] = group;
        return first === undefined ? [] : [{ first, problems: group }];
    });
}

;// CONCATENATED MODULE: ./build/action/report/titles.js
/** What a person reads first when a run fails for a reason; each has a section in docs/troubleshooting.md. */
const titles = {
    internal: 'The action itself failed',
    cancelled: 'Cancelled before everything was done',
    'invalid-input': 'The inputs need mending',
    'invalid-policy': 'The policy file needs mending',
    'oidc-unavailable': 'No ID token from GitHub',
    'role-refused': 'AWS refused the role',
    'no-credentials': 'No valid AWS credentials',
    'access-denied': 'An AWS permission is missing',
    'image-not-found': 'Image not found',
    'image-not-owned': 'The image belongs to another account',
    'not-supported': 'AWS does not support this',
    'image-not-available': 'The image is not AVAILABLE',
    'wait-timed-out': 'The image was not AVAILABLE in time',
    'refused-by-guard': 'Held back by a guard',
    'plan-changed': 'The plan is not the approved one',
    drift: 'Permissions have drifted',
    unreachable: 'AWS could not be reached',
    'service-unavailable': 'AWS has a fault',
    throttled: 'AWS asked to slow down',
    'not-proven': 'A change could not be proven',
    'partly-failed': 'Some changes failed',
};

;// CONCATENATED MODULE: ./build/action/report/annotations.js



// The runner keeps 10 errors and 10 warnings a step; one error is the sentence the step fails with.
const mostErrors = 9;
const mostWarnings = 10;
// The runner cuts a message at 4096 characters; the remedy stands at its end and must stay.
const mostCharacters = 4000;
/** One annotation a class of problem, and one a warning, within the runner's limits. */
function annotationsOf(result, warning) {
    const classes = problemClassesByPlace(result);
    const errors = classes.length <= mostErrors
        ? classes.map(errorOf)
        : [...classes.slice(0, mostErrors - 1).map(errorOf), rest(classes)];
    const sentences = [...(warning === undefined ? [] : [warning]), ...result.warnings];
    const warnings = sentences
        .slice(0, mostWarnings)
        .map((message) => ({ level: 'warning', title: 'Share WorkSpaces Image', message }));
    return [...errors, ...warnings];
}
function errorOf({ first, problems }) {
    const remedies = new Set(problems.map(({ remedy }) => remedy));
    // One remedy for all stands once, at the end; different ones stand with their messages.
    const isOneRemedy = remedies.size === 1;
    const lines = problems.map(({ message, remedy }) => (isOneRemedy ? message : `${message} ${remedy}`));
    const remedy = isOneRemedy ? [first.remedy, ...(first.example === undefined ? [] : [first.example])] : [];
    const end = [...remedy, ...awsLines(first)].join('\n');
    return {
        level: 'error',
        title: titles[first.reason],
        message: [fitted(lines, mostCharacters - end.length - 1), end]
            .join('\n')
            .trimEnd()
            .slice(0, mostCharacters),
        ...(first.where === undefined ? {} : { where: first.where }),
    };
}
// More places in a file, or kinds of problems, than the runner keeps annotations.
function rest(classes) {
    const left = classes.slice(mostErrors - 1).flatMap(({ problems }) => problems);
    const lines = left.map(({ message, remedy, where }) => `${spokenPosition(where)}${message} ${remedy}`);
    return { level: 'error', title: `${left.length} more problems`, message: fitted(lines, mostCharacters) };
}
/** The lines that fit into so many characters, and how many more there are. */
function fitted(lines, room) {
    const kept = [];
    let used = 0;
    for (const line of lines) {
        // Keeps room for the sentence about the rest.
        if (kept.length > 0 && used + line.length > room - 40)
            break;
        kept.push(line);
        used += line.length + 1;
    }
    const left = lines.length - kept.length;
    return [...kept, ...(left > 0 ? [`… and ${left} more like these.`] : [])]
        .join('\n')
        .slice(0, Math.max(room, 0));
}
function awsLines({ aws }) {
    if (aws === undefined)
        return [];
    const said = aws.message === undefined ? '' : ` "${aws.message.slice(0, 500)}"`;
    const id = aws.requestId === undefined ? '' : ` (request id ${aws.requestId})`;
    return [`AWS: ${aws.name}${said}${id}`];
}

;// CONCATENATED MODULE: ./build/action/report/result-json.js

/** The run for machines. */
function result_json_resultJson(result) {
    return {
        version: 1,
        mode: result.mode ?? null,
        failureReason: failureReasonOf(result) ?? null,
        planId: result.planId || null,
        totals: totalsOf(result),
        problems: result.problems.map(problemJson),
        warnings: result.warnings,
        images: result.images.map(({ image, description, changes, unchanged, recipients, timeBoxes }) => ({
            region: image.region,
            id: image.id,
            name: description.name,
            state: description.state,
            owner: description.owner ?? null,
            recipients: recipients ?? null,
            changes: changes.map(({ change, outcome }) => {
                const problem = problemOfOutcome(outcome);
                const accountName = result.accountNames?.get(change.account);
                const until = timeBoxes?.get(change.account)?.until;
                return {
                    account: change.account,
                    ...(accountName === undefined ? {} : { accountName }),
                    ...(until === undefined ? {} : { until }),
                    change: change.kind,
                    outcome: outcome.kind,
                    ...(problem === undefined ? {} : { problem: problemJson(problem) }),
                };
            }),
            unchanged,
        })),
    };
}
function problemJson({ reason, message, remedy, aws, where }) {
    return {
        reason,
        message,
        remedy,
        ...(aws === undefined ? {} : { awsError: aws.name }),
        ...(aws?.requestId === undefined ? {} : { awsRequestId: aws.requestId }),
        ...(where === undefined ? {} : { where }),
    };
}

;// CONCATENATED MODULE: ./build/action/report/outputs.js


/** The outputs of action.yml, in its order. */
const outputNames = (/* unused pure expression or super */ null && ([
    'changed',
    'shared-count',
    'unshared-count',
    'unchanged-count',
    'failed-count',
    'plan-id',
    'failure-reason',
    'result',
    'report',
]));
/** The values of all outputs; they are set on failure too. */
function outputs_outputsOf(result, report) {
    const totals = totalsOf(result);
    return {
        changed: String(isChanged(result)),
        'shared-count': String(totals.shared),
        'unshared-count': String(totals.unshared),
        'unchanged-count': String(totals.unchanged),
        'failed-count': String(totals.failed),
        'plan-id': result.planId,
        'failure-reason': failureReasonOf(result) ?? '',
        result: JSON.stringify(resultJson(result)),
        report,
    };
}

;// CONCATENATED MODULE: ./build/action/report/graph.js


// More than this and a table is easier to read than a picture.
const mostEdges = 16;
const mostNodes = 16;
/**
 * The changes as a graph in Mermaid, which GitHub draws in summaries and comments: images at the left, accounts at the
 * right. Empty where there is nothing to change, or too much for a picture.
 */
function graphOf(result) {
    const settled = (0,sharing_result/* settledChanges */.r2)(result);
    const accounts = [...groupBy(settled, ({ change }) => change.account).keys()];
    const images = result.images.filter(({ changes }) => changes.length > 0);
    if (settled.length === 0 || settled.length > mostEdges || accounts.length + images.length > mostNodes)
        return '';
    const nodeOf = new Map(accounts.map((account, index) => [account, `account${index}`]));
    return [
        '```mermaid',
        'graph LR',
        ...images.map((image, index) => `  image${index}["${imageLabel(image)}"]`),
        ...accounts.map((account) => `  ${nodeOf.get(account)}(["${accountLabel(account, result)}"])`),
        ...images.flatMap((image, index) => image.changes.map((one) => `  image${index} ${arrow(one)} ${nodeOf.get(one.change.account)}`)),
        '```',
    ].join('\n');
}
// Solid for what is given, dotted with a cross for what is taken.
function arrow({ change, outcome }) {
    const isFailed = outcome.kind === 'failed' || outcome.kind === 'not-attempted' || outcome.kind === 'undo-failed';
    const label = `${change.kind}${isFailed ? ' failed' : ''}${outcome.kind === 'undone' ? ' undone' : ''}`;
    return change.kind === 'share' ? `-->|${label}|` : `-. ${label} .-x`;
}
function imageLabel({ description, image }) {
    return [description.name, image.id, image.region]
        .filter((part) => part !== '')
        .map(asLabel)
        .join('<br>');
}
function accountLabel(account, { accountNames }) {
    const name = accountNames?.get(account);
    return name === undefined ? account : `${asLabel(name)}<br>${account}`;
}
/** Any text as it stands in a label of Mermaid: what isn't a plain letter, digit or mark is written by its number. */
function asLabel(text) {
    const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    return cut.toWellFormed().replaceAll(/[^\p{L}\p{N} ._-]/gu, (character) => `#${character.codePointAt(0)};`);
}

// EXTERNAL MODULE: ./build/action/sharing/time-box.js
var time_box = __webpack_require__(6544);
;// CONCATENATED MODULE: ./build/action/report/console-links.js

const consoleHosts = {
    aws: 'console.aws.amazon.com',
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
};
/** Where the AWS console shows an image. */
function consoleLink({ region, id }) {
    return `https://${consoleHosts[(0,regions/* partitionOf */.i)(region)]}/workspaces/v2/images/${id}?region=${region}`;
}

;// CONCATENATED MODULE: ./build/action/report/markdown.js
const lineEnds = /[\r\n\u0085\u2028\u2029]+/g;
const unseen = /[\p{Cc}\p{Cf}]/gu;
// What means something anywhere in a line of GitHub's Markdown, HTML and table cells included.
const meaningful = /[\\`*_[\]<>|~&$]/g;
// What starts a list, a heading, a quotation, a rule or a fence where it stands first.
const meaningfulAtStart = /^\s*(?:[-+=>#]|[0-9]+[.)])/;
// What GitHub turns into links and emoji by itself.
const linking = /:(?=\/\/|[\w+-]+:)|(?<=\bwww)\./gi;
/**
 * Foreign text as Markdown that shows just that text: no markup, HTML, mention, link or end of a table's cell.
 * Characters that can't be seen are shown by their number.
 */
function escaped(text) {
    const line = text
        .toWellFormed()
        .replace(lineEnds, ' ')
        .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
        .replace(meaningful, asEntity)
        .replace(linking, asEntity)
        // Mentions and issue numbers are looked for after entities were resolved; a zero width space stops them.
        .replaceAll(/@|(?<!&)#/g, (character) => `${character}&#8203;`);
    return meaningfulAtStart.test(line) ? `&#8203;${line}` : line;
}
function asEntity(character) {
    return `&#${character.codePointAt(0)};`;
}
/** A row of a Markdown table; the cells are Markdown already. */
function row(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** An id or a name that the code made sure holds only letters, digits, `-`, `/`, `:` or `.`. */
function code(text) {
    return `\`${text.replaceAll(/[^\w\-/:.+=,@]/g, '?')}\``;
}
/** Text in a block of code; the fence is longer than any run of backticks in it. */
function fenced(text, language) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text.toWellFormed().replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (c) => (c === '\n' ? c : ' '))}\n${fence}`;
}

;// CONCATENATED MODULE: ./build/action/report/verdict.js


/** The run in one sentence, with its counts: the summary's first line, and what the step fails with. */
function verdictOf(result) {
    return result.isTakingBack === true ? `Temporary shares: ${sentenceOf(result)}` : sentenceOf(result);
}
function sentenceOf(result) {
    const reason = (0,sharing_result/* failureReasonOf */.M3)(result);
    const totals = (0,sharing_result/* totalsOf */.vA)(result);
    if (reason === undefined)
        return success(result, totals);
    const title = titles[reason];
    if (reason === 'drift')
        return `${title}: ${changed(totals)} to make.`;
    // Whether anything was written is not known then.
    if (reason === 'internal')
        return `${title}.`;
    if (result.images.length === 0)
        return `${title}. Nothing was written.`;
    const done = totals.shared + totals.unshared;
    if (done === 0 && result.problems.length > 0)
        return `${title}. Nothing was written.`;
    return `${title}: ${totals.failed} of ${done + totals.failed} changes are not in effect, ${changed(totals)} made${takenBack(result)}.`;
}
function success(result, totals) {
    const unchanged = `${count(totals.unchanged, 'permission')} as wanted already`;
    if (totals.shared + totals.unshared === 0) {
        return `${result.mode === 'check' ? 'No drift' : 'Nothing to do'}: ${unchanged}.`;
    }
    const besides = totals.unchanged > 0 ? `, ${unchanged}` : '';
    if (result.mode !== 'apply')
        return `Plan: ${changed(totals)} to make${besides}. Nothing was written.`;
    return `Done and proven: ${changed(totals)} made${besides}.`;
}
function changed({ shared, unshared }) {
    const parts = [shared > 0 ? count(shared, 'share') : '', unshared > 0 ? count(unshared, 'unshare') : ''];
    return parts.filter((part) => part !== '').join(' and ') || 'no change';
}
function takenBack(result) {
    const undone = (0,sharing_result/* settledChanges */.r2)(result).filter(({ outcome }) => outcome.kind === 'undone').length;
    return undone === 0 ? '' : `, ${undone} taken back`;
}
/** `1 share`, `2 shares`. */
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/action/report/image-section.js





// Longer lists are folded: what changed is what people look for.
const foldFrom = 12;
/**
 * One image in the summary: what it is, what was done for which account, and who can copy it now.
 * @param length how many rows and accounts are shown at most; the rest is counted
 */
function imageSection(result, names, length) {
    const { image, description, changes, unchanged, recipients } = result;
    const changed = changes.map((settled) => row([
        accountCell(settled.change.account, names),
        settled.change.kind,
        `${outcomeText(settled)}${timeBoxNote(settled.change.account, result)}`,
    ]));
    const kept = unchanged.map((account) => row([accountCell(account, names), '–', `as wanted already${timeBoxNote(account, result)}`]));
    return [
        `### ${escaped(description.name || image.id)}`,
        `[${code(image.id)}](${consoleLink(image)}) in ${code(image.region)}, ${escaped(description.state)}`,
        ...(kept.length < foldFrom
            ? [table([...changed, ...kept], length, 'change')]
            : [table(changed, length, 'change'), table(kept, length, 'permission as wanted already')]),
        whoCanCopy(recipients, names, length),
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
function table(rows, length, noun) {
    if (rows.length === 0)
        return '';
    const shown = rows.slice(0, length);
    const left = rows.length - shown.length;
    const text = [
        ...(shown.length > 0 ? [['| Account | Change | Result |', '|---|---|---|', ...shown].join('\n')] : []),
        ...(left > 0 ? [`… and ${count(left, 'more row')} left out.`] : []),
    ].join('\n\n');
    return shown.length < foldFrom ? text : folded(count(rows.length, noun), text);
}
function folded(title, text) {
    return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}
function accountCell(account, names) {
    const name = names.get(account);
    return name === undefined ? code(account) : `${code(account)} ${escaped(name)}`;
}
function timeBoxNote(account, { timeBoxes }) {
    const box = timeBoxes?.get(account);
    return box === undefined ? '' : `, ${(0,time_box/* spokenTimeBox */.xv)(box)}`;
}
function outcomeText({ change, outcome }) {
    const done = change.kind === 'share' ? 'shared' : 'unshared';
    switch (outcome.kind) {
        case 'planned':
            return `would be ${done}`;
        case 'done':
            return outcome.despite === undefined
                ? `✅ ${done}`
                : `✅ ${done} (the call ended in an error, the proof shows it took effect)`;
        case 'unchanged':
            return 'as wanted, changed by someone else meanwhile';
        case 'failed':
            return `❌ ${escaped(titles[outcome.problem.reason])}`;
        case 'undone':
            return `↩️ ${done}, then taken back because something else failed`;
        case 'undo-failed':
            return `❌ ${done}, and could not be taken back: ${escaped(titles[outcome.problem.reason])}`;
        case 'not-attempted':
            return `❌ not attempted: ${escaped(titles[outcome.because.reason])}`;
    }
}
function whoCanCopy(recipients, names, length) {
    if (recipients === undefined)
        return 'Who can copy this image now could not be read.';
    if (recipients.length === 0)
        return 'Apart from its owner, no account can copy this image now.';
    const shown = recipients
        .slice(0, length)
        .map((account) => accountCell(account, names))
        .join(', ');
    const left = Math.max(recipients.length - length, 0);
    const rest = left > 0 ? ` … and ${count(left, 'more account')} left out.` : '';
    const title = `Apart from its owner, ${count(recipients.length, 'account')} can copy this image now`;
    return recipients.length < foldFrom || length === 0
        ? `${title}: ${shown}${rest}`
        : folded(title, `${shown}${rest}`);
}

;// CONCATENATED MODULE: ./build/action/report/problem-section.js




/** One kind of problem in the summary: what happened, to which images and accounts, and what to do about it. */
function problemSection({ first, problems }, detail) {
    const isOneRemedy = new Set(problems.map(({ remedy }) => remedy)).size === 1;
    const isCompact = detail.kind !== 'full' && isOneRemedy && problems.length > 1;
    const most = detail.kind === 'cut' ? detail.most : problems.length;
    const left = problems.length - Math.min(most, problems.length);
    return [
        `### ${escaped(titles[first.reason])}`,
        isCompact
            ? `${problemLine(first, false)}\n- and likewise: ${problems.slice(1, most).map(shortly).join(', ')}`
            : problems
                .slice(0, most)
                .map((problem) => problemLine(problem, !isOneRemedy))
                .join('\n'),
        ...(left > 0 ? [`… and ${count(left, 'more failure')} like these; the log names them all.`] : []),
        ...(isOneRemedy ? [`**What to do:** ${escaped(first.remedy)}`] : []),
        ...(first.example === undefined ? [] : [fenced(first.example, 'json')]),
    ].join('\n\n');
}
// One remedy for all stands once, below; different ones stand with their messages.
function problemLine(problem, isRemedyShown) {
    const remedy = isRemedyShown ? ` **${escaped(problem.remedy)}**` : '';
    return `- ${place(problem)}${escaped(problem.message)}${remedy}${awsNote(problem.aws)}`;
}
function shortly({ image, account, where, message, aws }) {
    const what = [image?.id, account]
        .filter((part) => part !== undefined)
        .map(code)
        .join(' ');
    const id = aws?.requestId === undefined ? '' : ` (${code(aws.requestId)})`;
    return what === '' ? `${escaped(spokenPosition(where))}${escaped(message)}` : `${what}${id}`;
}
function place({ where }) {
    return where === undefined ? '' : `${escaped(spokenPosition(where).trimEnd())} `;
}
function awsNote(aws) {
    if (aws === undefined)
        return '';
    const id = aws.requestId === undefined ? '' : `, request id ${code(aws.requestId)}`;
    const said = aws.message === undefined ? '' : ` “${escaped(aws.message)}”`;
    return `<br>AWS: ${code(aws.name)}${said}${id}`;
}

;// CONCATENATED MODULE: ./build/action/report/summary.js







// The runner refuses a summary over 1,048,576 bytes as a whole.
const mostSummaryBytes = 1_000_000;
// GitHub refuses a comment over 65,536 characters; no text has more characters than bytes.
const mostCommentBytes = 65_000;
// Rows of a table and ids of a list that are shown, the more the better: the first that fits is taken.
const lengths = [Number.POSITIVE_INFINITY, 2000, 500, 100, 20, 5, 1, 0];
// Failures are cut only where nothing else is left to cut; the log has them all.
const failureCuts = [2000, 500, 100, 20, 1];
/**
 * The run as Markdown, for the job summary: never over 1 MiB. Long tables are folded, then cut with a count of what is
 * left out; failures are told more shortly before any of them is left out.
 */
function summary_summaryOf(result) {
    return fitting(result, mostSummaryBytes);
}
/** The same text for a comment, which holds less. */
function summary_commentOf(result) {
    return fitting(result, mostCommentBytes);
}
function fitting(result, mostBytes) {
    const { images } = result;
    const shapes = [
        { images, length: Number.POSITIVE_INFINITY, detail: { kind: 'full' } },
        ...lengths.map((length) => ({ images, length, detail: { kind: 'compact' } })),
        { images: [], length: 0, detail: { kind: 'compact' } },
        ...failureCuts.map((most) => ({ images: [], length: 0, detail: { kind: 'cut', most } })),
    ];
    for (const shape of shapes) {
        const text = render(result, shape);
        if (Buffer.byteLength(text) <= mostBytes)
            return text;
    }
    return `## ❌ ${escaped(verdictOf(result))}\n`;
}
function render(result, { images, length, detail }) {
    const mark = (0,sharing_result/* failureReasonOf */.M3)(result) === undefined ? '✅' : '❌';
    const left = result.images.length - images.length;
    return [
        `## ${mark} ${escaped(verdictOf(result))}`,
        ...problemClasses(result).map((problems) => problemSection(problems, detail)),
        ...warnings(result, length),
        graphOf(result),
        ...images.map((image) => imageSection(image, result.accountNames ?? new Map(), length)),
        ...(left > 0 ? [`${count(left, 'image')} left out; the output result has them all.`] : []),
        ...unshareNote(result),
        result.planId === '' ? '' : `Plan ${code(result.planId)}`,
    ]
        .filter((part) => part !== '')
        .join('\n\n')
        .concat('\n');
}
function warnings({ warnings: all }, length) {
    const shown = all.slice(0, length).map((warning) => `> ⚠️ ${escaped(warning)}`);
    return all.length > length ? [...shown, `> ⚠️ … and ${count(all.length - length, 'more warning')}.`] : shown;
}
// Unsharing is not recall; that is said wherever it is offered.
function unshareNote(result) {
    const settled = (0,sharing_result/* settledChanges */.r2)(result);
    const unshares = settled.some(({ change }) => change.kind === 'unshare');
    const undone = settled.some(({ change, outcome }) => change.kind === 'share' && outcome.kind === 'undone');
    return [
        ...(unshares
            ? ['Unsharing stops new copies. Copies that were made already stay with those who made them.']
            : []),
        ...(undone ? ['Copies that were made before a share was taken back stay with those who made them.'] : []),
    ];
}

;// CONCATENATED MODULE: ./build/action/report/publish.js






/** Sets all outputs; on failure too. */
function publish_publishOutputs(result, publisher) {
    const outputs = outputsOf(result, summaryOf(result));
    for (const [name, value] of Object.entries(outputs))
        publisher.setOutput(name, value);
}
/**
 * Reports a run to people, and fails the step if anything in it failed.
 * @param warning about the reporting itself
 */
async function publish_publish(result, publisher, warning) {
    const problems = (0,sharing_result/* allProblems */.Ul)(result);
    // Annotations are cut to the runner's limits, the log never.
    if (problems.length > 1) {
        publisher.group(`All ${problems.length} problems`);
        for (const { message, remedy, where } of problems)
            publisher.info(`${spokenPosition(where)}${message} ${remedy}`);
        publisher.endGroup();
    }
    for (const annotation of annotationsOf(result, warning))
        publisher.annotate(annotation);
    await publisher.writeSummary(summary_summaryOf(result));
    const verdict = verdictOf(result);
    if ((0,sharing_result/* failureReasonOf */.M3)(result) === undefined)
        publisher.info(verdict);
    else
        publisher.fail(verdict);
}

// EXTERNAL MODULE: ./build/action/sharing/account-names.js
var account_names = __webpack_require__(7403);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/action/sharing/identifiers.js
var identifiers = __webpack_require__(6317);
;// CONCATENATED MODULE: ./build/action/sharing/plan.js

/**
 * Works out the difference between what is wanted and what is. Touches only accounts that were named, unless
 * everyone else is to be unshared. Images without a known state are left out: nothing is decided in the dark.
 * @param imagesAskedFor how many images there should be, if some were not even found by their name
 */
function makePlan(wanted, current, imagesAskedFor = wanted.length) {
    const images = wanted.flatMap((one) => {
        const state = current.get((0,identifiers/* imageKey */.p2)(one.image));
        return state === undefined ? [] : [planImage(one, state)];
    });
    return {
        isComplete: images.length === imagesAskedFor,
        images: images.toSorted((a, b) => compareText((0,identifiers/* imageKey */.p2)(a.wanted.image), (0,identifiers/* imageKey */.p2)(b.wanted.image))),
    };
}
/** All changes of a plan, in its order. */
function changesOf(plan) {
    return plan.images.flatMap((image) => image.changes);
}
function planImage(wanted, current) {
    const have = new Set(current.recipients);
    const keep = new Set(wanted.share);
    const toUnshare = wanted.unshare === 'everyone-else'
        ? current.recipients.filter((account) => !keep.has(account))
        : wanted.unshare;
    const change = (kind) => (account) => ({ image: wanted.image, account, kind });
    return {
        current,
        wanted,
        changes: [
            ...inOrder(wanted.share.filter((account) => !have.has(account))).map(change('share')),
            ...inOrder(toUnshare.filter((account) => have.has(account))).map(change('unshare')),
        ],
        unchanged: inOrder([
            ...wanted.share.filter((account) => have.has(account)),
            ...toUnshare.filter((account) => !have.has(account)),
        ]),
    };
}
function inOrder(accounts) {
    return accounts.toSorted(compareText);
}
// Not localeCompare: the order must be the same on every machine.
function compareText(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/action/sharing/plan-id.js


/**
 * A short text that is the same for the same changes, in whatever order they were asked for, and another for any
 * other changes: `plan-` and the first 32 hexadecimal digits of a SHA-256 over Region, image, account and change.
 */
function planId(plan) {
    const lines = changesOf(plan).map((change) => `${change.image.region} ${change.image.id} ${change.account} ${change.kind}`);
    const digest = (0,external_node_crypto_.createHash)('sha256').update(lines.toSorted().join('\n')).digest('hex');
    return `plan-${digest.slice(0, 32)}`;
}

;// CONCATENATED MODULE: ./build/action/sharing/guards.js



/** Every reason for which the guards refuse a plan; empty when they let it pass. */
function guardRefusals(plan, guards, names) {
    return [
        ...refuseUntrusted(plan, guards, names),
        ...refuseUnshares(plan, guards),
        ...refuseOtherPlan(plan, guards),
    ];
}
// Looks at all that is wanted, not at the changes alone: an untrusted account that has got in is wrong as well.
function refuseUntrusted(plan, { trustedAccounts }, names) {
    if (trustedAccounts === 'any')
        return [];
    return plan.images.flatMap(({ wanted, current }) => wanted.share
        .filter((account) => !trustedAccounts.has(account))
        .map((account) => ({
        reason: 'refused-by-guard',
        message: `Sharing ${wanted.image.id} (${current.description.name}) with ${(0,account_names/* labelOf */.W)(account, names)} is refused: the account is not in trusted-account-ids.`,
        remedy: 'Check that the account is the right one; if it is, add it to trusted-account-ids.',
        image: wanted.image,
        account,
        ...(wanted.where === undefined ? {} : { where: wanted.where }),
    })));
}
function refuseUnshares(plan, { maxUnshares }) {
    if (maxUnshares === 'any')
        return [];
    const unshares = changesOf(plan).filter(({ kind }) => kind === 'unshare');
    if (unshares.length <= maxUnshares)
        return [];
    const images = new Set(unshares.map(({ image }) => image.id));
    const accounts = new Set(unshares.map(({ account }) => account));
    return [
        {
            reason: 'refused-by-guard',
            message: `The plan has ${unshares.length} unshares (${accounts.size} accounts, ${images.size} images), max-unshares allows ${maxUnshares}.`,
            remedy: 'Check that so many are to lose access; if they are, raise max-unshares.',
        },
    ];
}
function refuseOtherPlan(plan, { approvedPlan }) {
    if (approvedPlan === 'any')
        return [];
    const today = plan.isComplete ? planId(plan) : undefined;
    if (today === approvedPlan)
        return [];
    return [
        {
            reason: 'plan-changed',
            message: `The approved plan is ${approvedPlan}, but today's plan is ${today ?? 'not known as a whole'}. What the approved plan held can't be told from its id; what would happen now is shown.`,
            remedy: "Review today's plan, and approve its plan-id if it is right.",
        },
    ];
}

;// CONCATENATED MODULE: ./build/action/sharing/outages.js
const outageReasons = new Set(['unreachable', 'service-unavailable', 'throttled']);
/**
 * One Region that can't be asked fails its own images only, all of them: what was seen of the others there is not
 * relied on. Where no Region could be asked as a whole, that is simply why nothing is done.
 */
function withoutOutages(current, problems) {
    const outages = problems.filter((problem) => outageReasons.has(problem.reason) && regionOf(problem) !== undefined);
    const regions = new Set(outages.map(regionOf));
    return {
        current: new Map([...current].filter(([, { description }]) => !regions.has(description.image.region))),
        outages,
        refusals: problems.filter((problem) => !outages.includes(problem)),
    };
}
function regionOf(problem) {
    return problem.image?.region ?? problem.region;
}

;// CONCATENATED MODULE: ./build/action/sharing/drift.js

// The table names every change; a sentence that did so for thousands could not be read.
const mostNamed = 20;
/** What is not as wanted, as a problem: who can't copy an image and should, and who can and should not. */
function driftOf(changes, names) {
    if (changes.length === 0)
        return [];
    const left = changes.length - mostNamed;
    const named = changes.slice(0, mostNamed).map(({ image, account, kind }) => {
        const label = (0,account_names/* labelOf */.W)(account, names);
        return kind === 'share'
            ? `${label} can't copy ${image.id} and should`
            : `${label} can copy ${image.id} and should not`;
    });
    return [
        {
            reason: 'drift',
            message: `Who can copy the images is not as wanted: ${named.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`,
            remedy: 'Run it with mode: apply to bring it back, or change what is wanted.',
        },
    ];
}

// EXTERNAL MODULE: ./build/action/sharing/outcome.js
var outcome = __webpack_require__(3917);
;// CONCATENATED MODULE: ./build/action/sharing/plan-results.js





/** The result of a plan of which nothing was carried out, because of these problems (at least one). */
function refusedResult(plan, problems, told) {
    const [because] = problems;
    if (because === undefined)
        throw new Error('A plan is refused for at least one reason.');
    return resultOfPlan(plan, problems, told, () => ({ kind: 'not-attempted', because }), asBefore);
}
/**
 * The result of a run that only plans; with `check`, anything to change is drift.
 * @param problems what could not be looked at
 */
function proposedResult(plan, problems, told) {
    const drift = told.mode === 'check' ? driftOf(changesOf(plan), told.accountNames) : [];
    return resultOfPlan(plan, [...problems, ...drift], told, () => ({ kind: 'planned' }), asBefore);
}
/**
 * The result of a plan that was carried out.
 * @param problems what could not be looked at
 */
function settledResult(plan, { attempts, proofs }, problems, told) {
    const attemptOf = new Map(changesOf(plan).map((change, index) => [change, attempts[index]]));
    return resultOfPlan(plan, problems, told, (change) => {
        const attempt = attemptOf.get(change);
        if (attempt === undefined)
            throw new Error(`The change of ${change.image.id} was forgotten.`);
        return (0,outcome/* settle */.G9)(change, attempt, proofOf(change.image, proofs));
    }, (planned) => planned.changes.length === 0
        ? planned.current.recipients
        : recipientsIn(proofOf(planned.wanted.image, proofs)));
}
function proofOf(image, proofs) {
    const proof = proofs.get((0,identifiers/* imageKey */.p2)(image));
    if (proof === undefined)
        throw new Error(`The changes of ${image.id} were not proven.`);
    return proof;
}
function recipientsIn(proof) {
    return proof.kind === 'read' ? [...proof.recipients].toSorted() : undefined;
}
function asBefore(planned) {
    return planned.current.recipients;
}
function resultOfPlan(plan, problems, told, outcomeOf, recipientsOf) {
    return {
        ...told,
        problems,
        planId: plan.isComplete ? planId(plan) : '',
        images: plan.images.map((planned) => ({
            image: planned.wanted.image,
            description: planned.current.description,
            changes: planned.changes.map((change) => ({ change, outcome: outcomeOf(change) })),
            unchanged: planned.unchanged,
            recipients: recipientsOf(planned),
            ...(planned.wanted.timeBoxes === undefined ? {} : { timeBoxes: planned.wanted.timeBoxes }),
        })),
    };
}
/** The changes that undo what a run did, the last first. */
function undoOf(result) {
    return result.images
        .flatMap(({ changes }) => changes)
        .filter(({ outcome }) => outcome.kind === 'done')
        .map(({ change }) => ({
        ...change,
        kind: change.kind === 'share' ? 'unshare' : 'share',
    }))
        .toReversed();
}
/**
 * The result of a run whose changes were taken back.
 * @param undo the changes of {@link undoOf}
 */
function undoneResult(result, undo, { attempts, proofs }) {
    const undone = new Map(undo.map((change, index) => {
        const attempt = attempts[index];
        if (attempt === undefined)
            throw new Error(`The undoing of ${change.image.id} was forgotten.`);
        return [permissionKey(change), undoOutcome((0,outcome/* settle */.G9)(change, attempt, proofOf(change.image, proofs)))];
    }));
    return {
        ...result,
        images: result.images.map((image) => {
            const proof = proofs.get((0,identifiers/* imageKey */.p2)(image.image));
            return {
                ...image,
                changes: image.changes.map((settled) => ({
                    ...settled,
                    outcome: undone.get(permissionKey(settled.change)) ?? settled.outcome,
                })),
                recipients: proof === undefined ? image.recipients : recipientsIn(proof),
            };
        }),
    };
}
function undoOutcome(outcome) {
    switch (outcome.kind) {
        case 'done':
        case 'unchanged':
        case 'undone':
        case 'planned':
            return { kind: 'undone' };
        case 'failed':
        case 'undo-failed':
            return { kind: 'undo-failed', problem: outcome.problem };
        case 'not-attempted':
            return { kind: 'undo-failed', problem: outcome.because };
    }
}
function permissionKey({ image, account }) {
    return `${(0,identifiers/* imageKey */.p2)(image)} ${account}`;
}

// EXTERNAL MODULE: ./build/action/sharing/problem.js
var problem = __webpack_require__(8790);
;// CONCATENATED MODULE: ./build/action/sharing/refusals.js

/** Every reason why a plan must not be carried out; empty when it may. One refusal stops the whole plan. */
function refusalsOf(plan) {
    return plan.images.flatMap((planned) => [
        ...refuseUnavailable(planned),
        ...refuseOwner(planned),
        ...refuseGovCloudLicence(planned),
    ]);
}
// Only for sharing: taking access away is right whatever state the image is in.
function refuseUnavailable(planned) {
    const { state, errors, image, name } = planned.current.description;
    if (!sharesAnything(planned) || state === 'AVAILABLE')
        return [];
    const because = errors.length > 0 ? `: ${errors.join(' ')}` : '';
    return [
        {
            reason: 'image-not-available',
            message: `Image ${image.id} (${name}) is in state ${state}${because === '' ? '.' : because}`,
            remedy: state === 'PENDING'
                ? 'Set wait-for-minutes to wait until it is AVAILABLE, or run again later.'
                : 'Only an AVAILABLE image can be shared. Create the image anew, then share that one.',
            image,
        },
    ];
}
function refuseOwner(planned) {
    const owner = planned.current.description.owner;
    return planned.wanted.share
        .filter((account) => account === owner)
        .map((account) => ({
        reason: 'invalid-input',
        message: `Account ${account} owns image ${planned.wanted.image.id}; an image can't be shared with its owner.`,
        remedy: 'Remove the owner from the accounts to share with: it can copy its own image anyway.',
        image: planned.wanted.image,
        account,
    }));
}
function refuseGovCloudLicence(planned) {
    const { image, isBringYourOwnLicence } = planned.current.description;
    if (!sharesAnything(planned) || !isBringYourOwnLicence || !isGovCloud(image))
        return [];
    return [
        {
            reason: 'not-supported',
            message: `Image ${image.id} is a BYOL image in ${image.region}; AWS doesn't offer sharing BYOL images in GovCloud (US).`,
            remedy: 'Ask AWS Support to share it.',
            image,
        },
    ];
}
function sharesAnything(planned) {
    return planned.wanted.share.length > 0;
}
function isGovCloud(image) {
    return (0,regions/* partitionOf */.i)(image.region) === 'aws-us-gov';
}

;// CONCATENATED MODULE: ./build/action/sharing/remarks.js

// What ends within a week is pointed out, so that somebody can prolong it in time.
const soonDays = 7;
/** A sentence for everything about a plan that is allowed and that people should know. */
function remarksOn(plan, names) {
    return plan.images.flatMap((planned) => [
        ...remarkOnLicence(planned),
        ...remarksOnTimeBoxes(planned, names),
    ]);
}
function remarkOnLicence({ wanted, current }) {
    if (wanted.share.length === 0 || !current.description.isBringYourOwnLicence)
        return [];
    return [
        `${wanted.image.id} is a BYOL image: AWS lets it be shared only with BYOL-enabled accounts under the same payer account.`,
    ];
}
function remarksOnTimeBoxes({ wanted, current }, names) {
    return [...(wanted.timeBoxes ?? [])]
        .filter(([, { daysLeft }]) => daysLeft >= 0 && daysLeft <= soonDays)
        .map(([account, { until, daysLeft }]) => {
        const when = daysLeft === 0 ? 'today' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`;
        return `The share of ${wanted.image.id} (${current.description.name}) with ${(0,account_names/* labelOf */.W)(account, names)} ends ${when}, at the end of ${until} (UTC).`;
    });
}

;// CONCATENATED MODULE: ./build/action/steps/account-mask.js
/** Hides account ids in the log where that was asked for, each before it can be written. */
class AccountMask {
    #wanted;
    #log;
    #hidden = new Set();
    constructor({ maskAccountIds, request, signIn }, log) {
        this.#wanted = maskAccountIds;
        this.#log = log;
        for (const { share, unshare } of request.images) {
            this.hide(share);
            if (unshare !== 'everyone-else')
                this.hide(unshare);
        }
        // arn:aws:iam::111122223333:role/name
        this.hide(signIn.role?.arn.split(':').slice(4, 5) ?? []);
    }
    /** Hides the owners and recipients of images. */
    hideIn(images) {
        for (const { description, recipients } of images) {
            this.hide(recipients);
            if (description.owner !== undefined)
                this.hide([description.owner]);
        }
    }
    /** Hides whatever may be an account in problems: AWS names the caller, and owners nobody asked about. */
    hideNamedIn(problems) {
        for (const { message, aws } of problems) {
            this.hide(`${message} ${aws?.message ?? ''}`.match(/(?<![0-9])[0-9]{12}(?![0-9])/g) ?? []);
        }
    }
    /** Hides these accounts. */
    hide(accounts) {
        if (!this.#wanted)
            return;
        for (const account of accounts) {
            if (!this.#hidden.has(account))
                this.#log.mask(account);
            this.#hidden.add(account);
        }
    }
}

// EXTERNAL MODULE: ./node_modules/p-map/index.js
var p_map = __webpack_require__(606);
// EXTERNAL MODULE: ./build/action/steps/change-error.js
var change_error = __webpack_require__(719);
;// CONCATENATED MODULE: ./build/action/steps/reading.js

/** Turns a promise that may reject into one that never does, so that one read can't hide the others. */
async function reading(promise) {
    try {
        return { kind: 'read', value: await promise };
    }
    catch (error) {
        return { kind: 'unread', problem: (0,problem/* problemOf */.Zw)(error) };
    }
}

;// CONCATENATED MODULE: ./build/action/steps/look.js




const readsAtATime = 10;
// DescribeWorkspaceImages takes 25 ids at most.
const idsADescription = 25;
/** Reads what the images are and who can copy them, side by side. One image's problem never hides another's. */
async function look(images, service, signal) {
    const descriptions = describe(images, service, signal);
    const sightings = await (0,p_map/* default */.Ay)(images, async (image) => {
        const recipients = await reading(service.readRecipients(image, signal));
        const description = (await descriptions).get((0,identifiers/* imageKey */.p2)(image)) ?? { kind: 'read', value: undefined };
        const owned = await ownership(image, description, recipients, service, signal);
        return { image, seen: combine(image, description, recipients, owned) };
    }, { concurrency: readsAtATime });
    const current = new Map();
    const problems = new Set();
    for (const { image, seen } of sightings) {
        if (seen.kind === 'read')
            current.set((0,identifiers/* imageKey */.p2)(image), seen.value);
        else
            problems.add(seen.problem);
    }
    return { current, problems: [...problems] };
}
/** Describes images, 25 a call, the calls side by side; an image that doesn't exist is read as `undefined`. */
async function describe(images, service, signal) {
    const batches = [...groupBy(images, ({ region }) => region)].flatMap(([region, all]) => Array.from({ length: Math.ceil(all.length / idsADescription) }, (_, index) => ({
        region,
        images: all.slice(index * idsADescription, (index + 1) * idsADescription),
    })));
    const answers = await (0,p_map/* default */.Ay)(batches, async (batch) => {
        const ids = batch.images.map(({ id }) => id);
        const found = await reading(service.describeImages(batch.region, ids, signal));
        return batch.images.map((image) => [(0,identifiers/* imageKey */.p2)(image), pick(image, found)]);
    }, { concurrency: readsAtATime });
    return new Map(answers.flat());
}
function pick(image, found) {
    if (found.kind === 'unread')
        return found;
    return { kind: 'read', value: found.value.find((description) => description.image.id === image.id) };
}
// Who is signed in is not always known. Then the read of the permissions tells: only the owner may do it. Where it
// was refused, the list of the images that others share with us says whether that is the reason.
async function ownership(image, description, recipients, service, signal) {
    if (description.kind === 'unread' || description.value === undefined)
        return true;
    const { owner } = description.value;
    if (service.callerAccount !== undefined && owner !== undefined)
        return owner === service.callerAccount;
    if (recipients.kind === 'read')
        return true;
    const foreign = await reading(service.isSharedWithCaller(image, signal));
    return !(foreign.kind === 'read' && foreign.value);
}
function combine(image, description, recipients, owned) {
    if (description.kind === 'unread')
        return description;
    if (description.value === undefined)
        return { kind: 'unread', problem: notFound(image) };
    if (!owned)
        return { kind: 'unread', problem: notOwned(description.value) };
    if (recipients.kind === 'unread')
        return recipients;
    return { kind: 'read', value: { description: description.value, recipients: recipients.value } };
}
function notFound(image) {
    return {
        reason: 'image-not-found',
        message: `Image ${image.id} doesn't exist in Region ${image.region}, or not in the account that is signed in.`,
        remedy: 'Check the id, the Region (aws-region) and that the role or the credentials belong to the account that owns the image.',
        image,
    };
}
function notOwned({ image, name, owner }) {
    const whose = owner === undefined ? 'another account' : `account ${owner}`;
    return {
        reason: 'image-not-owned',
        message: `Image ${image.id} (${name}) belongs to ${whose}, which shares it with the account that is signed in; only its owner can share it.`,
        remedy: 'Sign in to the owner, or copy the image into this account and share the copy.',
        image,
    };
}

;// CONCATENATED MODULE: ./build/action/steps/wait.js


// The first waits are short, because most images that are waited for are nearly there.
const firstPauseMilliseconds = 2000;
const longestPauseMilliseconds = 30_000;
const pauseGrowth = 1.5;
/**
 * Reads the images as they stand, and waits for those that are PENDING and to be shared if that was asked for.
 * What was waited for is read again afterwards, because meanwhile anything may have changed.
 */
async function lookAndWait(request, looking) {
    const { service, clock, journal, cancellation } = looking;
    const images = request.images.map(({ image }) => image);
    const first = await look(images, service, cancellation.callsEnd);
    const signal = cancellation.requested;
    const { changed, problems } = await waitForPending(request, first, { service, clock, journal, signal });
    if (changed.length === 0)
        return { current: first.current, problems: [...first.problems, ...problems] };
    const second = await look(changed, service, cancellation.callsEnd);
    const current = new Map([...first.current, ...second.current]);
    return { current, problems: [...first.problems, ...problems, ...second.problems] };
}
/**
 * Waits until none of the images that are to be shared is PENDING any more, the time is up or the signal fires.
 * Says on every look how long it has waited. Tells which images were still PENDING, and which changed.
 */
async function waitForPending(request, sighting, { service, clock, journal, signal }) {
    const started = clock.now();
    const limit = request.waitForMinutes * 60_000;
    const pendingAtFirst = pendingImages(request, sighting.current);
    let pending = limit === 0 ? [] : pendingAtFirst;
    let pause = firstPauseMilliseconds;
    while (pending.length > 0 && !signal.aborted && clock.now() - started < limit) {
        const left = limit - (clock.now() - started);
        const names = pending.map((image) => image.id).join(', ');
        journal.info(`Waiting for ${names}: PENDING, ${spoken(clock.now() - started)} so far, ${spoken(left)} left at most.`);
        await clock.sleep(Math.min(pause, left), signal);
        pause = Math.min(pause * pauseGrowth, longestPauseMilliseconds);
        pending = await stillPending(pending, service, signal);
    }
    const timedOut = limit > 0 && !signal.aborted ? pending : [];
    return {
        changed: limit === 0 ? [] : pendingAtFirst.filter((image) => !pending.includes(image)),
        problems: timedOut.map((image) => notAvailableInTime(image, request.waitForMinutes)),
    };
}
function pendingImages(request, current) {
    return request.images
        .filter((wanted) => wanted.share.length > 0)
        .map((wanted) => wanted.image)
        .filter((image) => current.get((0,identifiers/* imageKey */.p2)(image))?.description.state === 'PENDING');
}
// A description that could not be read leaves the image where it was: the next look may bring it.
async function stillPending(images, service, signal) {
    const descriptions = await describe(images, service, signal);
    return images.filter((image) => {
        const description = descriptions.get((0,identifiers/* imageKey */.p2)(image));
        return description?.kind !== 'read' || description.value?.state === 'PENDING';
    });
}
function notAvailableInTime(image, minutes) {
    return {
        reason: 'wait-timed-out',
        message: `Image ${image.id} was still PENDING after ${minutes} minutes (wait-for-minutes).`,
        remedy: 'Images take about 45 minutes to become AVAILABLE; set a larger wait-for-minutes, or run again later.',
        image,
    };
}
/** A duration as people say it: seconds below two minutes, whole minutes above. */
function spoken(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

;// CONCATENATED MODULE: ./build/action/steps/progress.js

const quietMilliseconds = 10_000;
/** Says on a long run, every ten seconds at most, how much is done, at what rate, and how long it still takes. */
class Progress {
    #total;
    #clock;
    #journal;
    #started;
    #done = 0;
    #lastSaid;
    constructor(total, clock, journal) {
        this.#total = total;
        this.#clock = clock;
        this.#journal = journal;
        this.#started = clock.now();
        this.#lastSaid = this.#started;
    }
    /** Counts one more as done. */
    advance() {
        this.#done += 1;
        const now = this.#clock.now();
        if (now - this.#lastSaid < quietMilliseconds || this.#done === this.#total)
            return;
        this.#lastSaid = now;
        const perSecond = (this.#done * 1000) / (now - this.#started);
        const left = ((this.#total - this.#done) / perSecond) * 1000;
        this.#journal.info(`${this.#done} of ${this.#total} changes sent, ${perSecond.toFixed(1)} a second, about ${spoken(left)} left.`);
    }
}

;// CONCATENATED MODULE: ./build/action/steps/apply.js





const changesAtATime = 10;
/** The problem of a change that wasn't sent because the job was cancelled. */
const cancelledProblem = {
    reason: 'cancelled',
    message: 'The job was cancelled before everything was done.',
    remedy: 'Run it again: what is in effect already is left as it is.',
};
/**
 * Sends the changes, several at a time, and tells how each call ended, in the order of the changes. One account's
 * error stops no other; only a cancel and lost credentials do.
 */
async function apply(changes, applying, title = 'Sending') {
    const { journal, clock, cancellation } = applying;
    if (changes.length > 0)
        journal.group(`${title} ${changes.length === 1 ? '1 change' : `${changes.length} changes`}`);
    const progress = new Progress(changes.length, clock, journal);
    let stoppedBy;
    const attempts = await (0,p_map/* default */.Ay)(changes, async (change) => {
        if (cancellation.requested.aborted)
            return { kind: 'not-attempted', because: cancelledProblem };
        if (stoppedBy !== undefined)
            return { kind: 'not-attempted', because: stoppedBy };
        const attempt = await send(change, applying);
        if (attempt.kind === 'failed' && attempt.problem.reason === 'no-credentials')
            stoppedBy ??= attempt.problem;
        journal.info(`${(0,outcome/* nameOf */.Vb)(change)}: ${attempt.kind === 'failed' ? `failed, ${attempt.problem.message}` : 'accepted'}`);
        progress.advance();
        return attempt;
    }, { concurrency: changesAtATime });
    return attempts;
}
async function send(change, { service, cancellation }) {
    try {
        await service.changePermission(change.image, change.account, change.kind, cancellation.callsEnd);
        return { kind: 'accepted' };
    }
    catch (error) {
        const mayHaveTakenEffect = !(error instanceof change_error/* ChangeError */.P) || error.mayHaveTakenEffect;
        return { kind: 'failed', problem: (0,problem/* problemOf */.Zw)(error), mayHaveTakenEffect };
    }
}

;// CONCATENATED MODULE: ./build/action/report/comment.js



/** A line nobody sees that tells a step's comment from all others. Names are hashed: they may hold anything. */
function comment_commentMarker({ workflow, job, step }) {
    const digest = createHash('sha256')
        .update(JSON.stringify([workflow, job, step]))
        .digest('hex');
    return `<!-- share-workspaces-image ${digest.slice(0, 32)} -->`;
}
/** Works out what has to be done so that the pull request says what there is to say, once. */
function comment_commentChange(when, result, marker, existing) {
    const isWorthSaying = when === 'always' || isChanged(result) || failureReasonOf(result) !== undefined;
    if (!isWorthSaying)
        return existing === undefined ? { kind: 'none' } : { kind: 'remove', id: existing.id };
    const body = `${marker}\n${commentOf(result)}`;
    if (existing === undefined)
        return { kind: 'create', body };
    // GitHub may give the line ends back in its own way.
    return normalised(existing.body) === normalised(body)
        ? { kind: 'none' }
        : { kind: 'update', id: existing.id, body };
}
function normalised(body) {
    return body.replaceAll('\r\n', '\n').trim();
}

;// CONCATENATED MODULE: ./build/action/steps/comment.js

/**
 * Keeps one comment up to date. A comment is a courtesy: whatever goes wrong with it is a warning.
 * @param comments `undefined` where the run belongs to no pull request
 * @returns the warning; `undefined` when all is well
 */
async function comment_keepComment(when, result, openComments) {
    if (when === 'never')
        return undefined;
    const comments = await openComments();
    if (comments === undefined)
        return undefined;
    try {
        const marker = commentMarker(comments.owner);
        const change = commentChange(when, result, marker, await comments.find(marker));
        if (change.kind === 'create')
            await comments.create(change.body);
        if (change.kind === 'update')
            await comments.update(change.id, change.body);
        if (change.kind === 'remove')
            await comments.remove(change.id);
        return undefined;
    }
    catch (error) {
        return `The comment on the pull request could not be kept up to date: ${comments.explain(error)}`;
    }
}

;// CONCATENATED MODULE: ./build/action/steps/describe-plan.js




/** Says what the run was asked for. */
function describeRequest({ request, signIn }, journal) {
    const how = signIn.role === undefined ? "with the job's own credentials" : `as ${signIn.role.arn}`;
    journal.group(`Reading ${count(request.images.length, 'image')} ${places(request.images)}, ${how}`);
}
function places(images) {
    const regions = new Set(images.map((wanted) => ('image' in wanted ? wanted.image.region : wanted.region)));
    return regions.size === 1 ? `in ${[...regions].join('')}` : `in ${regions.size} Regions`;
}
/** Says what the proving read showed, a line an image. */
function describeProof(result, journal) {
    for (const { image, changes, recipients } of result.images) {
        const inEffect = changes.filter(({ outcome }) => (0,sharing_result/* isSuccess */.oJ)(outcome)).length;
        const who = recipients === undefined
            ? 'who can copy it now is not known'
            : `${count(recipients.length, 'account')} can copy it now`;
        if (changes.length > 0)
            journal.info(`Read back ${image.id}: ${inEffect} of ${count(changes.length, 'change')} in effect, ${who}.`);
    }
}
/** Says what has to change, a line a change. */
function describePlan(plan, names, journal) {
    for (const { current, wanted, changes, unchanged } of plan.images) {
        const { image, name, state } = current.description;
        journal.group(`Plan for ${image.id} (${name}, ${image.region}, ${state}): ${count(changes.length, 'change')}, ${unchanged.length} as wanted already`);
        for (const change of changes)
            journal.info(`${(0,outcome/* nameOf */.Vb)(change, names)}${reasonFor(change, wanted)}`);
    }
    journal.endGroup();
}
function reasonFor({ account }, { timeBoxes }) {
    const box = timeBoxes?.get(account);
    return box === undefined ? '' : `, ${(0,time_box/* spokenTimeBox */.xv)(box)}`;
}

;// CONCATENATED MODULE: ./build/action/steps/prove.js





const prove_readsAtATime = 10;
// How soon a read shows a write is documented nowhere: read at once, then again after these pauses.
const pausesMilliseconds = [500, 1000, 2000, 4000, 8000];
/**
 * Reads who can copy the images after the changes, by `imageKey`. Reads again for a while where an accepted change
 * doesn't show yet; after a cancel it reads just once.
 */
async function prove(changes, attempts, proving) {
    const accepted = groupBy(changes.filter((_, index) => attempts[index]?.kind === 'accepted'), (change) => (0,identifiers/* imageKey */.p2)(change.image));
    const proofs = new Map();
    let images = distinctImages(changes);
    for (const pause of [...pausesMilliseconds, undefined]) {
        for (const [key, proof] of await readAll(images, proving))
            proofs.set(key, proof);
        images = images.filter((image) => isStale(proofs.get((0,identifiers/* imageKey */.p2)(image)), accepted.get((0,identifiers/* imageKey */.p2)(image)) ?? []));
        if (images.length === 0 || pause === undefined || proving.cancellation.requested.aborted)
            break;
        proving.journal.info(`Not all changes show yet; reading ${images.map(({ id }) => id).join(', ')} again.`);
        await proving.clock.sleep(pause, proving.cancellation.requested);
    }
    return proofs;
}
function isStale(proof, accepted) {
    return proof?.kind === 'read' && !accepted.every((change) => (0,outcome/* isInEffect */.Tk)(change, proof.recipients));
}
async function readAll(images, { service, cancellation }) {
    return (0,p_map/* default */.Ay)(images, async (image) => {
        const recipients = await reading(service.readRecipients(image, cancellation.proofEnd));
        const proof = recipients.kind === 'read' ? { kind: 'read', recipients: new Set(recipients.value) } : recipients;
        return [(0,identifiers/* imageKey */.p2)(image), proof];
    }, { concurrency: prove_readsAtATime });
}
function distinctImages(changes) {
    return [...new Map(changes.map((change) => [(0,identifiers/* imageKey */.p2)(change.image), change.image])).values()];
}

;// CONCATENATED MODULE: ./build/action/input/guards.js



/** The word that switches a guard off. An empty value never does: it may be a variable that is missing. */
const off = 'any';
const mostUnshares = 1_000_000;
/** Reads the three guards. */
function guards_readGuards(texts, problems) {
    return {
        trustedAccounts: readTrusted(texts['trusted-account-ids'], problems),
        maxUnshares: readMaxUnshares(texts['max-unshares'], problems),
        approvedPlan: readApprovedPlan(texts['approved-plan'], problems),
    };
}
function readTrusted(text, problems) {
    const entries = splitList(text);
    if (entries.length === 0)
        noteEmpty('trusted-account-ids', problems);
    if (!entries.includes(off))
        return new Set(keepAccountIds('trusted-account-ids', entries, problems));
    if (entries.length === 1)
        return off;
    problems.add('trusted-account-ids', '"any" stands beside other entries', 'Write any alone, or list the accounts without it.');
    return new Set();
}
function readMaxUnshares(text, problems) {
    if (text === off)
        return off;
    if (text !== '') {
        return readWholeNumber('max-unshares', text, { least: 0, most: mostUnshares, unit: 'unshares' }, problems);
    }
    noteEmpty('max-unshares', problems);
    return 0;
}
function readApprovedPlan(text, problems) {
    if (text === off)
        return off;
    if (text === '')
        noteEmpty('approved-plan', problems);
    else if (!/^plan-[0-9a-f]{32}$/.test(text)) {
        problems.add('approved-plan', `${quoted(text)} is not a plan-id`, 'Hand over the output plan-id of the run that was reviewed.');
    }
    return text;
}
function noteEmpty(input, problems) {
    problems.add(input, 'is empty, and a guard never switches itself off', 'A variable or a job output that is missing arrives as an empty text: give the value, or write any to switch the guard off on purpose.');
}

;// CONCATENATED MODULE: ./build/action/input/wanted-images.js


/** Reads `image-id`, `account-id`, `allow` and `exclusive`, and how they go together with `temporary`. */
function wanted_images_readWantedImages(texts, region, temporary, problems) {
    const ids = readImageIds(texts['image-id'], problems);
    const recipients = readRecipients(texts, temporary, problems);
    return region === undefined ? [] : ids.map((id) => ({ image: { region, id }, ...recipients }));
}
function readRecipients(texts, temporary, problems) {
    const accounts = readAccountIds(texts['account-id'], problems);
    const allow = readBoolean('allow', texts.allow, problems);
    const exclusive = readBoolean('exclusive', texts.exclusive, problems);
    refuseContradictions({ allow, exclusive, temporary }, problems);
    if (accounts === everyone) {
        if (allow) {
            problems.add('account-id', '"all" can only be unshared (allow: false), an image is never shared with everyone', 'List the accounts to share with, or set allow: false to unshare from everyone.');
        }
        return { share: [], unshare: 'everyone-else' };
    }
    if (!allow)
        return { share: [], unshare: accounts };
    return { share: accounts, unshare: exclusive ? 'everyone-else' : [] };
}
function refuseContradictions({ allow, exclusive, temporary, }, problems) {
    if (exclusive && !allow) {
        problems.add('exclusive', 'true goes only with allow: true', 'To unshare from everyone, write account-id: all with allow: false.');
    }
    if (temporary && (exclusive || !allow)) {
        problems.add('temporary', `true only takes back what was shared, but ${allow ? 'exclusive: true' : 'allow: false'} unshares`, 'Set temporary: false, or only share in this step.');
    }
}
/** Notes every input that says what the policy file is to say. */
function wanted_images_refuseListsBesidePolicy(texts, problems) {
    const unless = [
        ['image-id', ['']],
        ['account-id', ['']],
        ['allow', ['true', 'True', 'TRUE']],
        ['exclusive', ['false', 'False', 'FALSE']],
    ];
    for (const [input, silent] of unless) {
        if (silent.includes(texts[input]))
            continue;
        problems.add(input, 'stands beside policy-file, which says who may copy what', `Remove ${input} or policy-file.`);
    }
}

;// CONCATENATED MODULE: ./build/action/input/read-inputs.js






const commentWhens = (/* unused pure expression or super */ null && (['never', 'changes', 'always']));
const modes = (/* unused pure expression or super */ null && (['apply', 'plan', 'check']));
/**
 * Turns the inputs' texts into settings. Reports every problem at once; touches nothing outside.
 * @param policy what the policy file says, where there is one
 */
function read_inputs_readInputs(texts, environment, policy) {
    const problems = new InputProblems();
    const temporary = readBoolean('temporary', texts.temporary, problems);
    const region = readSignInRegion(texts, environment, policy, problems);
    const wants = policy === undefined
        ? readListed(texts, region, temporary, problems)
        : readPolicied(texts, policy, problems);
    const mode = readChoice('mode', texts.mode, modes, problems);
    const waitForMinutes = readWholeNumber('wait-for-minutes', texts['wait-for-minutes'], { least: 0, most: 360, unit: 'minutes' }, problems);
    const undoOnFailure = readBoolean('undo-on-failure', texts['undo-on-failure'], problems);
    const guards = readGuards(texts, problems);
    const role = readRole(texts, environment, region, problems);
    const comment = readChoice('pull-request-comment', texts['pull-request-comment'], commentWhens, problems);
    const maskAccountIds = readBoolean('mask-account-ids', texts['mask-account-ids'], problems);
    const found = [...problems.found, ...wants.problems, ...otherPartitions(wants.images, region)];
    if (region === undefined || found.length > 0)
        return { kind: 'refused', problems: found, comment };
    const { images, accountNames } = wants;
    return {
        kind: 'sound',
        settings: {
            request: { mode, images, waitForMinutes, temporary, undoOnFailure, accountNames },
            guards,
            signIn: { region, role },
            maskAccountIds,
            comment,
            warnings: [...wants.warnings, ...warningsAbout(images.map(read_inputs_regionOf))],
        },
    };
}
function readListed(texts, region, temporary, problems) {
    const images = readWantedImages(texts, region, temporary, problems);
    return { images, accountNames: new Map(), warnings: [], problems: [] };
}
function readPolicied(texts, policy, problems) {
    refuseListsBesidePolicy(texts, problems);
    if (policy.kind === 'sound')
        return { ...policy.wants, problems: [] };
    return { images: [], accountNames: new Map(), warnings: [], problems: policy.problems };
}
// A policy whose images all name their Region needs no other; one of theirs will do to sign in.
function readSignInRegion(texts, environment, policy, problems) {
    if (policy === undefined || isRegionGiven(texts, environment))
        return readRegion(texts, environment, problems);
    const [first] = policy.kind === 'sound' ? policy.wants.images : [];
    return first === undefined ? undefined : read_inputs_regionOf(first);
}
function otherPartitions(images, region) {
    if (region === undefined)
        return [];
    return images
        .filter((image) => partitionOf(read_inputs_regionOf(image)) !== partitionOf(region))
        .map((image) => ({
        reason: 'invalid-policy',
        message: `Region ${read_inputs_regionOf(image)} is in another partition than ${region}; one sign-in reaches only one partition.`,
        remedy: 'Use one policy file and one step for each partition.',
        ...(image.where === undefined ? {} : { where: image.where }),
    }));
}
function read_inputs_regionOf(wanted) {
    return 'image' in wanted ? wanted.image.region : wanted.region;
}
function warningsAbout(regions) {
    return [...new Set(regions)]
        .filter((region) => !isKnownToHaveWorkSpaces(region))
        .map((region) => `aws-region: ${region} was not known to offer WorkSpaces when this version of the action was made. If AWS can't be reached, check the Region's spelling.`);
}

;// CONCATENATED MODULE: ./build/action/steps/read-settings.js



/** Reads the inputs and the policy file, where there is one. All problems of both come at once. */
async function read_settings_readSettings(texts, today) {
    const { inputs, environment } = texts;
    if (inputs['policy-file'] === '')
        return readInputs(inputs, environment);
    return readInputs(inputs, environment, await readPolicyFile(texts, today));
}
async function readPolicyFile(texts, today) {
    const { inputs, environment } = texts;
    const path = inputs['policy-file'];
    try {
        const text = await texts.readTextFile(path);
        // Loaded only here: YAML and the schema are larger than the rest of the reading.
        const { readPolicy } = await Promise.all(/* import() */[__webpack_require__.e(79), __webpack_require__.e(969)]).then(__webpack_require__.bind(__webpack_require__, 2969));
        const temporary = inputs.temporary.toLowerCase() === 'true';
        return readPolicy(text, path, { defaultRegion: givenRegion(inputs, environment), today, temporary });
    }
    catch (error) {
        return { kind: 'refused', problems: [problemOf(error)] };
    }
}

;// CONCATENATED MODULE: ./build/action/steps/resolve-names.js


/**
 * Finds the ids of images that are wanted by name. Names are unique in an account and Region, and only the caller's
 * own images are looked at: a name that someone else chose for an image shared with us never leads anywhere.
 */
async function resolveNames(wanted, service, signal) {
    const regions = new Set(wanted.flatMap((one) => ('image' in one ? [] : [one.region])));
    const owned = new Map(await Promise.all([...regions].map(async (region) => [region, await reading(service.listOwnedImages(region, signal))])));
    const images = [];
    const problems = new Set();
    for (const one of wanted) {
        const found = 'image' in one ? one : find(one, owned);
        if ('reason' in found)
            problems.add(found);
        else
            images.push(found);
    }
    return { images, problems: [...problems, ...repeated(images)] };
}
function find(wanted, owned) {
    const listed = owned.get(wanted.region);
    if (listed?.kind === 'unread')
        return { ...listed.problem, region: wanted.region };
    const matches = (listed?.value ?? []).filter(({ name }) => name === wanted.name);
    const [match] = matches;
    if (match !== undefined && matches.length === 1) {
        const { name: _, region: __, ...recipients } = wanted;
        return { ...recipients, image: match.image };
    }
    const what = match === undefined ? 'no image' : `${matches.length} images`;
    return {
        reason: 'image-not-found',
        message: `The account that is signed in owns ${what} named "${wanted.name}" in Region ${wanted.region}.`,
        remedy: 'Check the name, the Region and the account that is signed in, or give the id of the image.',
        ...(wanted.where === undefined ? {} : { where: wanted.where }),
    };
}
// A name and an id can mean the same image; then it can't be told who is to be able to copy it.
function repeated(images) {
    const seen = new Set();
    return images.flatMap(({ image, where }) => {
        const isNew = !seen.has((0,identifiers/* imageKey */.p2)(image));
        seen.add((0,identifiers/* imageKey */.p2)(image));
        if (isNew)
            return [];
        return [
            {
                reason: 'invalid-policy',
                message: `Image ${image.id} in ${image.region} stands in the policy twice, by its name and by its id.`,
                remedy: 'Put all its accounts in one place.',
                image,
                ...(where === undefined ? {} : { where }),
            },
        ];
    });
}

// EXTERNAL MODULE: ./build/action/steps/temporary-shares.js
var temporary_shares = __webpack_require__(5410);
;// CONCATENATED MODULE: ./build/action/steps/undo.js




/**
 * Takes back what a run changed, in reverse, if something in it failed; proves that as well. After a cancel there is
 * no time for it: the result is left as it is.
 */
async function undoOnFailure(result, doing) {
    const hasFailed = (0,sharing_result/* settledChanges */.r2)(result).some(({ outcome }) => (0,sharing_result/* problemOfOutcome */.xp)(outcome) !== undefined);
    const undo = undoOf(result);
    if (!hasFailed || undo.length === 0 || doing.cancellation.requested.aborted)
        return result;
    const attempts = await apply(undo, doing, 'Taking back');
    const proofs = await prove(undo, attempts, doing);
    return undoneResult(result, undo, { attempts, proofs });
}

;// CONCATENATED MODULE: ./build/action/run.js



















/** The whole job: reads the inputs, shares and unshares, reports, and tells what came of it. */
async function run(world) {
    const reading = await readSettings(world.runner, world.today);
    const result = reading.kind === 'sound'
        ? await bringAbout(reading.settings, world)
        : resultWithoutPlan(undefined, reading.problems);
    publishOutputs(result, world.runner);
    const comment = keepComment(reading.kind === 'sound' ? reading.settings.comment : reading.comment, result, async () => world.openComments());
    await publish(result, world.runner, await comment);
    return result;
}
/** Does what the settings ask for, and tells what came of it. Whatever happens is told, never thrown. */
async function bringAbout(settings, world) {
    const mask = new AccountMask(settings, world.runner);
    let service;
    let result;
    try {
        describeRequest(settings, world.runner);
        service = await world.connect(settings.signIn);
        result = await shareAndUnshare(settings, { ...world, service, journal: world.runner, mask });
    }
    catch (error) {
        result = (0,sharing_result/* resultWithoutPlan */.V$)(settings.request.mode, [(0,problem/* problemOf */.Zw)(error)], settings.warnings);
    }
    finally {
        world.runner.endGroup();
        service?.close();
    }
    mask.hideNamedIn((0,sharing_result/* allProblems */.Ul)(result));
    mask.hide(result.images.flatMap(({ recipients }) => recipients ?? []));
    return result;
}
async function shareAndUnshare(settings, doing) {
    const { request, guards, warnings } = settings;
    const { mode, accountNames } = request;
    const { service, cancellation, runner } = doing;
    const named = await resolveNames(request.images, service, cancellation.callsEnd);
    const sighting = await lookAndWait({ ...request, images: named.images }, doing);
    doing.mask.hideIn(sighting.current.values());
    const seen = withoutOutages(sighting.current, [...named.problems, ...sighting.problems]);
    const plan = makePlan(named.images, seen.current, request.images.length);
    const told = { mode, accountNames, warnings: [...warnings, ...remarksOn(plan, accountNames)] };
    describePlan(plan, accountNames, runner);
    if (cancellation.requested.aborted)
        return refusedResult(plan, [cancelledProblem], told);
    const refusals = [...seen.refusals, ...refusalsOf(plan), ...guardRefusals(plan, guards, accountNames)];
    if (refusals.length > 0)
        return refusedResult(plan, [...refusals, ...seen.outages], told);
    if (mode !== 'apply')
        return proposedResult(plan, seen.outages, told);
    const changes = changesOf(plan);
    if (request.temporary)
        (0,temporary_shares/* rememberShares */.iJ)((0,temporary_shares/* sharesIn */.wO)(changes), runner);
    const attempts = await apply(changes, doing);
    const proofs = await prove(changes, attempts, doing);
    const settled = settledResult(plan, { attempts, proofs }, seen.outages, told);
    describeProof(settled, runner);
    const result = request.undoOnFailure ? await undoOnFailure(settled, doing) : settled;
    if (request.temporary)
        (0,temporary_shares/* rememberShares */.iJ)((0,temporary_shares/* sharesLeft */.e)((0,sharing_result/* settledChanges */.r2)(result)), runner);
    return result;
}

;// CONCATENATED MODULE: ./build/action/take-back.js










/**
 * The job's end: unshares what the main step shared for the time of the job, and only that. Signs in afresh, proves
 * by reading, and fails loudly if someone keeps access.
 * @param record what the main step left, see `temporary-shares.ts`
 */
async function takeBack(record, world) {
    const result = { ...(await takeBackShares(record, world)), isTakingBack: true };
    await publish_publish(result, world.runner);
    return result;
}
async function takeBackShares(record, world) {
    try {
        const shares = (0,temporary_shares/* readShares */.xA)(record);
        const settings = settingsFor(shares, world);
        return Array.isArray(settings)
            ? (0,sharing_result/* resultWithoutPlan */.V$)(undefined, settings)
            : await bringAbout(settings, world);
    }
    catch (error) {
        return (0,sharing_result/* resultWithoutPlan */.V$)(undefined, [(0,problem/* problemOf */.Zw)(error)]);
    }
}
function settingsFor(shares, { runner }) {
    const problems = new input_problems/* InputProblems */.N();
    const images = imagesOf(shares);
    const [first] = images;
    if (first === undefined)
        throw new Error('There is nothing to take back.');
    const { region } = first.image;
    const role = sign_in_readRole(runner.inputs, runner.environment, region, problems);
    const maskAccountIds = scalars_readBoolean('mask-account-ids', runner.inputs['mask-account-ids'], problems);
    if (problems.found.length > 0)
        return problems.found;
    return {
        request: {
            mode: 'apply',
            images,
            waitForMinutes: 0,
            temporary: false,
            undoOnFailure: false,
            accountNames: new Map(),
        },
        // The guards protect from sharing too much; here access is only taken.
        guards: { trustedAccounts: 'any', maxUnshares: 'any', approvedPlan: 'any' },
        signIn: { region, role },
        maskAccountIds,
        comment: 'never',
        warnings: [],
    };
}
function imagesOf(shares) {
    return [...groupBy(shares, ({ image }) => (0,identifiers/* imageKey */.p2)(image)).values()].flatMap((group) => {
        const [first] = group;
        return first === undefined
            ? []
            : [{ image: first.image, share: [], unshare: [...new Set(group.map(({ account }) => account))] }];
    });
}


/***/ })

};
;