import { exampleImages, exampleInputs, unknownAccount } from './example.ts'

/** Returns the text of `npm start -- --help`. */
export function helpText(inputNames: readonly string[]): string {
  return [
    'Runs the action as GitHub would run it.',
    '',
    '  npm start                      shares an image in a sandbox on this machine; nothing leaves it',
    '  npm start -- --INPUT VALUE     the same with other inputs; a list may be given several times',
    '  npm start -- --twice ...       runs the step a second time in the same sandbox',
    '  npm start -- --example pull-request',
    '                                 plays a pull request: its plan, the merge, the apply, and an apply that is refused',
    '  npm start -- --aws ...         the same with your own AWS credentials: this changes the real AWS',
    '',
    'A policy file is taken from the folder you are in, and is all that the job finds in its workspace.',
    'A step with --pull-request-comment, --record-plan or --approved-plan pull-request runs on a pull request.',
    `The sandbox's AWS refuses the account ${unknownAccount}.`,
    'The job has this one step: with --temporary true, what it shared is unshared right after it.',
    '',
    `Inputs: ${inputNames.map((name) => `--${name}`).join(', ')}`,
    '',
    `Images of the sandbox, in ${exampleInputs['aws-region']} unless it says otherwise:`,
    ...exampleImages.map(({ id, about }) => `  ${id}  ${about}`),
  ].join('\n')
}

/** Suggestions after a run in the sandbox. */
export const whatNext = [
  'What to try next (each run starts from the same sandbox):',
  '  npm start -- --mode plan',
  `  npm start -- --account-id 777788889999 --allow false`,
  '  npm start -- --account-id all --allow false',
  '  npm start -- --example pull-request',
  '  npm start -- --policy-file sandbox/start/image-sharing.yml',
  '  npm start -- --twice',
  '  npm start -- --temporary true',
  '  npm start -- --mode plan --pull-request-comment always',
  `  npm start -- --account-id 444455556666 --account-id ${unknownAccount} --undo-on-failure true`,
  '  npm start -- --image-id wsi-pending000001 --wait-for-minutes 5',
  '  npm start -- --image-id wsi-error00000001',
  '  npm start -- --account-id 12345678901 --allow yes',
  '  npm start -- --help',
  '  npm start -- --aws --aws-region REGION --image-id ID --account-id ID   (the real AWS, with your credentials)',
].join('\n')

/** Returns advice after a run with the caller's own AWS that failed; `''` if there is none. */
export function ownAwsAdvice(failureReason: string): string {
  if (failureReason !== 'no-credentials') return ''
  return [
    'On this machine, the credentials come from where the aws command takes them:',
    '  aws sso login                            signs in anew with IAM Identity Center',
    '  AWS_PROFILE=NAME npm start -- --aws ...  takes the profile NAME of ~/.aws/config',
    '  aws sts get-caller-identity              shows whether, and as whom, you are signed in',
  ].join('\n')
}
